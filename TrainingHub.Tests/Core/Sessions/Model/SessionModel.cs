using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Model;

/// <summary>What a session should be, kept in the simplest way: counted along with the events, and compared after each step.</summary>
internal sealed class SessionModel
{
    private readonly Dictionary<string, double?> _heartRates = new() { ["ada"] = null, ["ben"] = null };
    private readonly Dictionary<string, SharingChoice> _sharing = Examples.NewSession.Players.ToDictionary(player => player.PlayerId, player => player.Sharing);
    private readonly HashSet<string> _kicked = [];
    private readonly HashSet<string> _there = [];
    private readonly Dictionary<string, PlayerAnswer> _answers = [];
    private DateTimeOffset? _plannedFor = Examples.NewSession.ScheduledAt;
    private Admission _admits;
    private long _events;
    private TimeSpan _active;
    private SessionStatus _status;

    /// <summary>Time goes by: the clock runs only while the session is active.</summary>
    public void Pass(TimeSpan time) => _active += _status == SessionStatus.Active ? time : TimeSpan.Zero;

    public void Take(SessionEvent @event)
    {
        _events++;
        _status = (@event, _status) switch
        {
            (SessionEvent.Created, _) => SessionStatus.Scheduled,
            (SessionEvent.Started, SessionStatus.Scheduled) => SessionStatus.Active,
            (SessionEvent.Paused, SessionStatus.Active) => SessionStatus.Paused,
            (SessionEvent.Resumed, SessionStatus.Paused) => SessionStatus.Active,
            (SessionEvent.Ended, SessionStatus.Active or SessionStatus.Paused) => SessionStatus.Completed,
            (SessionEvent.Cancelled, SessionStatus.Scheduled or SessionStatus.Active or SessionStatus.Paused) => SessionStatus.Cancelled,
            (SessionEvent.Started or SessionEvent.Paused or SessionEvent.Resumed or SessionEvent.Ended or SessionEvent.Cancelled, _)
                => throw new InvalidOperationException($"{@event.GetType().Name} came about in a session that is {_status}."),
            _ => _status,
        };
        switch (@event)
        {
            case SessionEvent.PlayerJoined joined:
                _there.Add(joined.PlayerId);
                break;
            case SessionEvent.PlayerConnectionLost lost:
                _there.Remove(lost.PlayerId);
                break;
            case SessionEvent.PlayerLeft left:
                _there.Remove(left.PlayerId);
                break;
            case SessionEvent.PlayerKicked kicked:
                Assert.True(_kicked.Add(kicked.PlayerId));
                _there.Remove(kicked.PlayerId);
                break;
            case SessionEvent.PlayerMoved moved:
                Assert.True(_kicked.Add(moved.PlayerId));
                _there.Remove(moved.PlayerId);
                break;
            case SessionEvent.PlayerAdded added:
                _heartRates.Add(added.Player.PlayerId, null);
                _sharing.Add(added.Player.PlayerId, added.Player.Sharing);
                break;
            case SessionEvent.PlayerAnswered answered:
                _answers[answered.PlayerId] = answered.Answer;
                break;
            case SessionEvent.Rescheduled rescheduled:
                Assert.Equal(SessionStatus.Scheduled, _status);
                _plannedFor = rescheduled.ScheduledAt;
                break;
            case SessionEvent.AdmissionChosen chosen:
                _admits = chosen.Admits;
                break;
            case SessionEvent.PlayerReadmitted readmitted:
                Assert.True(_kicked.Remove(readmitted.PlayerId));
                break;
            case SessionEvent.SharingChosen chosen:
                _sharing[chosen.PlayerId] = new SharingChoice(chosen.ObserversSee, chosen.TeamSees);
                break;
            case SessionEvent.MetricsReported { Values: var values } reported when values.Has(Metric.HeartRate):
                _heartRates[reported.PlayerId] = values[Metric.HeartRate];
                break;
        }
    }

    public void Compare(SessionState state, DateTimeOffset now)
    {
        Assert.Equal((_events, _status), (state.Seq, state.Status));
        Assert.Equal(_active, state.Duration(now));
        Assert.Equal((_plannedFor, _admits), (state.ScheduledAt, state.Admits));
        Assert.Equal(_answers.OrderBy(answer => answer.Key), _heartRates.Keys.Where(id => state.Find(id)!.Answer is not null).Order().Select(id => KeyValuePair.Create(id, state.Find(id)!.Answer!.Value)));
        Assert.Equal(_kicked.Order(), state.Removed.Keys.Order());
        Assert.Equal(_heartRates.Keys.Except(_kicked).Order(), state.Players.Keys.Order());
        Assert.Equal(_there.Order(), state.Players.Values.Where(player => player.Connected).Select(player => player.PlayerId).Order());
        Assert.All(_sharing, choice => Assert.Equal(choice.Value, state.Find(choice.Key)!.Profile.Sharing));
        foreach (var (playerId, heartRate) in _heartRates)
        {
            Assert.Equal(heartRate, (state.Players.GetValueOrDefault(playerId) ?? state.Removed[playerId]).Metrics?[Metric.HeartRate]);
        }
    }
}
