using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Planning;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Web.Home;

public sealed partial class OwnSessions(Schedule schedule, SessionLists lists, ISessions sessions, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<ScheduledItem>? _coming;
    private ImmutableArray<ListedSession> _live = [];
    private Task _looking = Task.CompletedTask;
    private string? _trouble;
    private bool _busy;

    /// <summary>Takes the player to a session of theirs as soon as it is live.</summary>
    [Parameter]
    public bool GoesToLive { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _looking;
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _looking = LookAsync();
        }
    }

    private async Task LoadAsync()
    {
        // Asked anew each time: who is signed out meanwhile is nobody.
        if ((await Authentication).User is not { Identity.IsAuthenticated: true } user)
        {
            return;
        }

        var caller = user.ToCaller();
        _live = [.. (await lists.OfAsync(caller, Relation.Self, past: 0, _closed.Token)).Where(session => session.IsLive || session.ScheduledAt is null)];
        _coming = await schedule.ComingAsync(caller, Relation.Self, time.GetUtcNow(), _closed.Token);
        if (GoesToLive && RendererInfo.IsInteractive && _live.FirstOrDefault(session => session.IsLive) is { } live)
        {
            navigation.NavigateTo($"sessions/{live.Id}/play");
        }
    }

    private async Task AnswerAsync(string sessionId, PlayerAnswer answer)
    {
        _busy = true;
        try
        {
            var caller = (await Authentication).User.ToCaller();
            var reply = await sessions.SendAsync(caller, sessionId, new SessionCommand.AnswerInvitation(caller.UserId, answer), null, _closed.Token);
            _trouble = reply.Refusal?.Message;
            if (reply.Ok)
            {
                // Its row follows in a moment; what was acknowledged is shown at once.
                _coming = [.. _coming!.Value.Select(item => item.SessionId == sessionId ? item with { OwnAnswer = answer } : item)];
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                await LoadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
