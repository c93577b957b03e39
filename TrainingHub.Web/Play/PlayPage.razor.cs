using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Web.Play;

/// <summary>The player's view. While its browser is there, the player is.</summary>
public sealed partial class PlayPage(ISessions sessions, DoorMeter meter, TimeProvider time, IJSRuntime js, NavigationManager navigation, CircuitLink link, LastTimes lastTimes) : IAsyncDisposable
{
    private readonly PlaySummary _summary = new();
    private readonly CoveredDistance _covered = new();
    private Caller _caller = Caller.System;
    private PlayPresence? _presence;
    private PlayClock? _clock;
    private ElementReference _main;
    private SessionView? _view;
    private PlayScreen _screen = new PlayScreen.Waiting(null, Soon: true);
    private ExerciseProgress? _lastSet;
    private (string, int, DateTimeOffset?)? _restSkippedAfter;
    private IReadOnlyDictionary<string, LastSet> _offers = LastTimes.None;
    private Refusal? _refusal;
    private string? _trouble;
    private double? _effort;
    private bool _busy;

    [Parameter]
    public string SessionId { get; set; } = "";

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private SessionState Session => _view!.State;

    private PlayerState? Me => _view?.Player(_caller.UserId)?.State;

    private string? Place => _screen switch
    {
        PlayScreen.InInterval { Position.Index: var index } => $"interval {index + 1} of {Session.Workout.Intervals.Length}",
        PlayScreen.InSet { Set.Index: var index } => $"exercise {index + 1} of {Session.Workout.Exercises.Length}",
        PlayScreen.Resting { Next.Index: var index } => $"exercise {index + 1} of {Session.Workout.Exercises.Length}",
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        _caller = (await Authentication).User.ToCaller();
        if (!RendererInfo.IsInteractive && (await sessions.FindAsync(_caller, SessionId, CancellationToken.None)).Refusal?.Code == RefusalCode.NotFound)
        {
            navigation.NotFound();
        }
    }

    // Not before the page is interactive: a prerendered page is nobody's presence.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _presence = new PlayPresence(sessions, meter, _caller, SessionId, ShowAsync, AnswerAsync, DispatchExceptionAsync);
        link.Changed += OnLinkAsync;
        await JoinAsync();
        if (_view is not null)
        {
            _offers = await lastTimes.OfAsync(_caller.UserId, SessionId, Session.Workout, trainerId: null, CancellationToken.None);
            StateHasChanged();
        }

        _clock = await PlayClock.StartAsync(js, Assets["Play/PlayPage.razor.js"], _main, time, Refresh);
    }

    public async ValueTask DisposeAsync()
    {
        link.Changed -= OnLinkAsync;
        if (_presence is not null)
        {
            await _presence.DisposeAsync();
        }

        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }
    }

    private Task OnLinkAsync(bool up) => InvokeAsync(() => up ? JoinAsync() : _presence!.LeaveAsync());

    private async Task JoinAsync() => await AnswerAsync(await _presence!.JoinAsync());

    private Task AnswerAsync(Refusal? refusal)
    {
        _refusal = refusal;
        if (_refusal is not null)
        {
            _view = null;
        }

        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task ShowAsync(SessionView view)
    {
        _view = view;
        if (Me is { } me)
        {
            _summary.See(me, Session.Status == SessionStatus.Active);
            _lastSet = me.Place;
        }

        Refresh();
        return Task.CompletedTask;
    }

    private void Refresh()
    {
        if (_view is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        _screen = PlayScreen.Of(Session, Me, _lastSet, now);
        _covered.See(Session.Workout.At(Session.Duration(now)), Me?.Metrics?[Metric.Distance]);
        if (_screen is PlayScreen.Resting rest && _restSkippedAfter is not null && _restSkippedAfter == RestOf(_lastSet))
        {
            _screen = new PlayScreen.InSet(rest.Next, rest.Window);
        }

        StateHasChanged();
    }

    private void SkipRest()
    {
        _restSkippedAfter = RestOf(_lastSet);
        Refresh();
    }

    // Which rest it is: a word on how hard the set was begins no other.
    private static (string, int, DateTimeOffset?)? RestOf(ExerciseProgress? set) => set is null ? null : (set.PlannedId, set.SetNumber, set.Timestamp);

    private async Task SendAsync(SessionCommand command) => await SendAsync(command, _presence!.ConnectionId);

    /// <returns>Whether it was accepted.</returns>
    private async Task<bool> SendAsync(SessionCommand command, string? connectionId)
    {
        _busy = true;
        try
        {
            var reply = await sessions.SendAsync(_caller, SessionId, command, connectionId, CancellationToken.None);
            _trouble = reply.Refusal?.Message;
            return reply.Ok;
        }
        finally
        {
            _busy = false;
        }
    }
}
