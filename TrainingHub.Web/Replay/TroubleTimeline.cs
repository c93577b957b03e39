using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Web.Replay;

/// <summary>Since when each player was in trouble, at any moment of a recording: what a dashboard that was open all the time remembered. Immutable.</summary>
public sealed class TroubleTimeline
{
    private readonly Dictionary<string, List<(DateTimeOffset At, TroubleMemory Memory)>> _changes = [];

    private TroubleTimeline()
    {
    }

    public static TroubleTimeline Of(SessionRecording recording, Audience audience)
    {
        var timeline = new TroubleTimeline();
        var interval = -1;
        foreach (var (at, @event, after) in recording.Steps())
        {
            var view = new SessionView(after, audience);
            var now = after.IsLive && after.Workout.At(after.Duration(at)) is { } position ? position.Index : -1;
            if (@event.Subject is { } subject && now == interval)
            {
                timeline.Look(view.Player(subject), after, at);
                continue;
            }

            // A session's own event and the plan's next interval concern everyone.
            interval = now;
            foreach (var player in view.Players)
            {
                timeline.Look(player, after, at);
            }
        }

        return timeline;
    }

    public TroubleMemory At(string playerId, DateTimeOffset at)
    {
        if (!_changes.TryGetValue(playerId, out var changes))
        {
            return TroubleMemory.None;
        }

        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = changes[middle].At <= at ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? TroubleMemory.None : changes[low - 1].Memory;
    }

    private void Look(PlayerView? player, SessionState session, DateTimeOffset at)
    {
        if (player is null)
        {
            return;
        }

        if (!_changes.TryGetValue(player.PlayerId, out var changes))
        {
            _changes.Add(player.PlayerId, changes = []);
        }

        var before = changes is [.., var last] ? last.Memory : TroubleMemory.None;
        var memory = before.Look(player, IntervalStand.Of(player, session, at), at);
        if (!ReferenceEquals(memory, before))
        {
            changes.Add((at, memory));
        }
    }
}
