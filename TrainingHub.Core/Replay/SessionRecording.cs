using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;

namespace TrainingHub.Core.Replay;

/// <summary>
/// A session's events and, every so many of them, the state after them: the session as it was at any moment, folded by the same <see cref="Session.Evolve"/> as the live one.
/// Immutable. The states share what did not change between them. What others see of a player is at every moment what the player chose last, not what they had chosen then.
/// </summary>
public sealed class SessionRecording
{
    private const int EventsPerKeyframe = 256;

    private readonly ImmutableArray<SessionEvent> _events;
    private readonly ImmutableArray<DateTimeOffset> _times; // of each event; rising, also where the clock was set back
    private readonly ImmutableArray<SessionState> _keyframes; // after 0, 256, 512 … events

    private SessionRecording(ImmutableArray<SessionEvent> events, ImmutableArray<DateTimeOffset> times, ImmutableArray<SessionState> keyframes, SessionState last)
    {
        (_events, _times, _keyframes, Last) = (events, times, keyframes, last);
        From = last.StartTime ?? last.CreatedAt;
        To = last.EndTime ?? (times.IsEmpty ? From : times[^1]);
        Markers = [.. RecordingMarker.Of(events, times)];
    }

    /// <summary>The session after its last event.</summary>
    public SessionState Last { get; }

    /// <summary>The session's start; its creation where it never started.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The session's end; the last event of one that has not ended.</summary>
    public DateTimeOffset To { get; }

    public TimeSpan Length => To > From ? To - From : TimeSpan.Zero;

    /// <summary>In order of time.</summary>
    public ImmutableArray<RecordingMarker> Markers { get; }

    /// <summary>Reads all events, from a session's first.</summary>
    public static async Task<SessionRecording> ReadAsync(IAsyncEnumerable<JournalledEvent> events, SessionLimits limits, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<SessionEvent>();
        var chosen = new Dictionary<string, SharingChoice>();
        await foreach (var (_, @event) in events.WithCancellation(cancellationToken))
        {
            all.Add(@event);
            if (@event is SessionEvent.SharingChosen choice)
            {
                chosen[choice.PlayerId] = choice.Sharing;
            }
        }

        return Of(chosen.Count == 0 ? all.ToImmutable() : [.. all.Select(@event => AsIfChosen(@event, chosen))], limits);
    }

    /// <summary>The session as it was at a moment: after the last event that had happened by then.</summary>
    public SessionState At(DateTimeOffset at) => After(CountUntil(at));

    /// <summary>Every event with the session just after it, in order.</summary>
    public IEnumerable<(DateTimeOffset At, SessionEvent Event, SessionState After)> Steps()
    {
        var state = _keyframes.IsEmpty ? Last : _keyframes[0];
        for (var index = 0; index < _events.Length; index++)
        {
            state = Session.Evolve(state, _events[index]);
            yield return (_times[index], _events[index], state);
        }
    }

    /// <summary>The live heart rates of a player within a span, as they came; null where the device said that it is no longer known.</summary>
    /// <param name="after">Left out itself.</param>
    public IEnumerable<(DateTimeOffset At, double? HeartRate)> HeartRates(string playerId, DateTimeOffset after, DateTimeOffset until)
    {
        for (int index = CountUntil(after), end = CountUntil(until); index < end; index++)
        {
            if (_events[index] is SessionEvent.MetricsReported reported && reported.PlayerId == playerId && reported.Values.Has(Metric.HeartRate))
            {
                yield return (_times[index], reported.Values[Metric.HeartRate]);
            }
        }
    }

    /// <summary>The players' values in a bounded number of points, as an audience may see them now; folded anew at each call.</summary>
    public SessionTraces Traces(Audience audience, TraceRequest request) => TraceFold.Of(_events).See(new SessionView(Last, audience), request);

    private static SessionRecording Of(ImmutableArray<SessionEvent> events, SessionLimits limits)
    {
        var times = ImmutableArray.CreateBuilder<DateTimeOffset>(events.Length);
        var keyframes = ImmutableArray.CreateBuilder<SessionState>();
        var state = Session.Empty(limits);
        foreach (var @event in events)
        {
            if (times.Count % EventsPerKeyframe == 0)
            {
                keyframes.Add(state);
            }

            times.Add(times.Count > 0 && times[^1] > @event.At ? times[^1] : @event.At);
            state = Session.Evolve(state, @event);
        }

        return new SessionRecording(events, times.MoveToImmutable(), keyframes.ToImmutable(), state);
    }

    // What a player chose last holds for the past too: it is folded as if they had chosen so from the start.
    private static SessionEvent AsIfChosen(SessionEvent @event, Dictionary<string, SharingChoice> chosen) => @event switch
    {
        SessionEvent.Created created => created with
        {
            Session = created.Session with
            {
                Players = [.. created.Session.Players.Select(player => chosen.TryGetValue(player.PlayerId, out var sharing) ? player.With(sharing) : player)],
            },
        },
        SessionEvent.SharingChosen choice => choice with { ObserversSee = chosen[choice.PlayerId].ObserversSee, TeamSees = chosen[choice.PlayerId].TeamSees },
        _ => @event,
    };

    private SessionState After(int count)
    {
        if (count == _events.Length)
        {
            return Last;
        }

        var state = _keyframes[count / EventsPerKeyframe];
        for (var index = count / EventsPerKeyframe * EventsPerKeyframe; index < count; index++)
        {
            state = Session.Evolve(state, _events[index]);
        }

        return state;
    }

    private int CountUntil(DateTimeOffset at)
    {
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _times[middle] <= at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
