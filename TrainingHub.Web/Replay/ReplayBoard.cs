using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Web.Dashboard;

namespace TrainingHub.Web.Replay;

/// <summary>The dashboard's board over a recording: shows the moment to which it is moved as the live one showed it then.</summary>
public sealed class ReplayBoard
{
    private static readonly TimeSpan _line = TimeSpan.FromMinutes(2); // as in wwwroot/js/tiles.js

    private readonly SessionRecording _recording;
    private readonly Audience _audience;
    private readonly TroubleTimeline _troubles;
    private DateTimeOffset _shown;
    private int _jump;
    private int _known;

    public ReplayBoard(SessionRecording recording, Audience audience)
    {
        (_recording, _audience, _troubles) = (recording, audience, TroubleTimeline.Of(recording, audience));
        _shown = recording.From;
        Board = new LiveBoard(ViewAt(_shown), _shown, PastOf(_shown, isNew: true));
    }

    public LiveBoard Board { get; }

    /// <summary>All of one player, for the chart: what was and what is still to come.</summary>
    public FocusPast PastOf(string playerId)
        => new(playerId, FocusChart.Of(_recording.Traces(_audience, new TraceRequest(playerId)), new SessionView(_recording.Last, _audience), playerId));

    /// <param name="jump">Another number than before: the moment does not follow the one that was shown.</param>
    public void Show(DateTimeOffset at, int jump)
    {
        var isNew = _jump != jump;
        _jump = jump;
        Board.Show(ViewAt(at), at, PastOf(at, isNew));
        _shown = at;
    }

    private SessionView ViewAt(DateTimeOffset at) => new(_recording.At(at), _audience);

    private BoardPast PastOf(DateTimeOffset at, bool isNew)
    {
        _known += isNew ? 1 : 0;
        return new BoardPast(_known, playerId => _troubles.At(playerId, at), playerId => LineOf(playerId, at, isNew));
    }

    private IEnumerable<(DateTimeOffset At, double HeartRate)> LineOf(string playerId, DateTimeOffset at, bool isNew)
    {
        var after = isNew ? at - _line : _shown;
        foreach (var (when, heartRate) in _recording.HeartRates(playerId, after, at))
        {
            if (heartRate is { } rate)
            {
                yield return (when, rate);
            }
        }
    }
}
