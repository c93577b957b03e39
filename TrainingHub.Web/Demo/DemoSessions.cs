using TrainingHub.Core.Sessions;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Demo;

/// <summary>
/// Sees to it that the demo always has a session that is live: makes and starts one where there is none, at first at once, later two minutes after the last one ended.
/// A session whose intervals are all over for two minutes is ended, as its trainer would.
/// </summary>
public sealed partial class DemoSessions(ISessions sessions, SessionPlanner planner, DemoTeam team, TimeProvider time, ILogger<DemoSessions> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly Caller Trainer = new(DemoTeam.TrainerId, DemoTeam.TrainerName, Roles.Trainer);

    private DateTimeOffset? _nothingSince = DateTimeOffset.MinValue;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                await LookAsync(cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One look's fault is not the demo's end.
                LogLookFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var live = sessions.InMemory.Where(session => session.IsLive && session.TrainerId == DemoTeam.TrainerId).ToList();
        if (live.Count == 0)
        {
            _nothingSince ??= now;
            if (now - _nothingSince >= Pause)
            {
                _nothingSince = now;
                await StartOneAsync(cancellation);
            }

            return;
        }

        _nothingSince = null;
        foreach (var session in live.Where(session => IsOver(session, now)))
        {
            Note(await sessions.SendAsync(Trainer, session.SessionId, new SessionCommand.End(), null, cancellation), session.SessionId);
        }
    }

    private static bool IsOver(SessionState session, DateTimeOffset now)
        => session.Workout is { Exercises.IsEmpty: true, IntervalsDuration: var planned } && planned > TimeSpan.Zero && session.Duration(now) > planned + Pause;

    private async Task StartOneAsync(CancellationToken cancellation)
    {
        var plan = new SessionPlan(DemoWorkouts.Threshold.WorkoutId, [.. team.Players.Select(player => player.UserId)], [DemoTeam.ObserverId], DemoTeam.TeamId);
        var planned = await planner.PlanAsync(Trainer, plan, cancellation);
        if (planned.Session is not { } session)
        {
            // A visitor has changed the team or the workout; they have the pages to start one.
            LogRefused("", planned.Refusal!.WireCode, planned.Refusal.Message);
            return;
        }

        var reply = await planner.CreateAsync(Trainer, session, cancellation);
        Note(reply.Ok ? await sessions.SendAsync(Trainer, session.SessionId, new SessionCommand.Start(), null, cancellation) : reply, session.SessionId);
    }

    private void Note(SessionReply reply, string sessionId)
    {
        if (reply.Refusal is { } refusal)
        {
            LogRefused(sessionId, refusal.WireCode, refusal.Message);
        }
    }

    [LoggerMessage(EventId = 1704, Level = LogLevel.Warning, Message = "The demo's trainer could not look after the sessions; the next look is in 5 s")]
    private partial void LogLookFailed(Exception fault);

    [LoggerMessage(EventId = 1705, Level = LogLevel.Information, Message = "The demo's trainer was refused on session {SessionId}: {Code}, {Reason}")]
    private partial void LogRefused(string sessionId, string code, string reason);
}
