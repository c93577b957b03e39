using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Traces;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Dashboard;

/// <summary>What was before the page was opened: it is read beside what is live, and the page waits for none of it.</summary>
public sealed partial class SessionPage
{
    private Task _remembering = Task.CompletedTask; // all that reads the past now; awaited when the page goes
    private FocusPast? _past;
    private string? _focus;

    [Inject]
    private ILogger<SessionPage> Log { get; set; } = null!;

    // The lines of the last two minutes, and since when somebody is in trouble.
    private Task RememberAsync(string sessionId) => ReadingAsync(async caller =>
    {
        if (await Sessions.TracesAsync(caller, sessionId, LiveBoard.RequestOf(_board!.View.State, Time.GetUtcNow()), _gone.Token) is not { Traces: { } traces } || !Holds(sessionId))
        {
            return;
        }

        Remember(traces);
        foreach (var tile in _board.Tiles.Where(tile => tile.Trouble?.Kind == TroubleKind.AboveCeiling).ToList())
        {
            // Longer than the interval, perhaps.
            if (await Sessions.TracesAsync(caller, sessionId, new TraceRequest(tile.PlayerId), _gone.Token) is { Traces: { } whole } && Holds(sessionId))
            {
                Remember(whole);
            }
        }
    });

    private void Remember(SessionTraces traces)
    {
        _board!.Remember(traces, Time.GetUtcNow());
        _board.Move();
    }

    private Task FocusAsync(string? playerId)
    {
        _focus = playerId;
        return playerId is null ? Task.CompletedTask : ReadPastAsync(SessionId, playerId);
    }

    private Task ReadPastAsync(string sessionId, string playerId) => ReadingAsync(async caller =>
    {
        if (await Sessions.TracesAsync(caller, sessionId, new TraceRequest(playerId), _gone.Token) is { Traces: { } traces } && playerId == _focus && Holds(sessionId))
        {
            _past = new FocusPast(playerId, FocusChart.Of(traces, _board!.View, playerId));
            StateHasChanged();
        }
    });

    // A pause, a set or late samples of the player in focus belong into the chart.
    private void RefreshPast(SessionUpdate update)
    {
        if (_focus is { } playerId && update.Items.Any(item => item is FeedItem.Resynced || (item is FeedItem.Happened { Event: var @event } && (@event.Subject is null || @event.Subject == playerId))))
        {
            _remembering = Task.WhenAll(_remembering, ReadPastAsync(SessionId, playerId));
        }
    }

    // Meanwhile the page may have gone, or be another session's.
    private bool Holds(string sessionId) => sessionId == SessionId && !_gone.IsCancellationRequested;

    private async Task ReadingAsync(Func<Caller, Task> read)
    {
        try
        {
            await read((await Account).User.ToCaller());
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (JournalDamagedException damage)
        {
            // What is live is shown all the same.
            LogPastDamaged(damage, SessionId);
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    [LoggerMessage(EventId = 2450, Level = LogLevel.Error, Message = "The past of session {SessionId} cannot be read for its dashboard.")]
    private partial void LogPastDamaged(Exception damage, string sessionId);
}
