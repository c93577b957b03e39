using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Admin;

/// <summary>The sessions that are open, as they are; looks again every second.</summary>
public sealed partial class LivePanel(ISessions sessions, IDialogService dialogs, ISnackbar snackbar) : IAsyncDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private List<SessionState> _sessions = [];
    private Task _looking = Task.CompletedTask;

    [Inject]
    public required TimeProvider Time { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override void OnInitialized() => Look();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _looking = LookAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _looking;
        _closed.Dispose();
    }

    private void Look() => _sessions =
        [.. sessions.InMemory.Where(state => !state.HasEnded).OrderByDescending(state => state.IsLive).ThenBy(state => state.CreatedAt)];

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(_period, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                Look();
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

    private async Task ForceEndAsync(SessionState session)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Force end?", $"“{session.Workout.Name}” of {session.TrainerName} ends at once for all {session.TotalPlayers} players, and cannot be started again. What was recorded stays.",
            yesText: "Force end", cancelText: "Cancel");
        if (sure == true)
        {
            await SendAsync(session, new SessionCommand.ForceEnd(null), $"“{session.Workout.Name}” was ended.");
        }
    }

    private async Task RemoveAsync(SessionState session, PlayerState player)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Remove the player?", $"{player.Profile.Name} leaves “{session.Workout.Name}” at once, and comes in again only when the trainer or an admin readmits them. What they did stays.",
            yesText: "Remove", cancelText: "Cancel");
        if (sure == true)
        {
            await SendAsync(session, new SessionCommand.Kick(player.PlayerId, null), $"{player.Profile.Name} was removed.");
        }
    }

    private async Task SendAsync(SessionState session, SessionCommand command, string done)
    {
        var caller = (await Authentication).User.ToCaller();
        var reply = await sessions.SendAsync(caller, session.SessionId, command, null, CancellationToken.None);
        snackbar.Add(reply.Refusal?.Message ?? done, reply.Ok ? Severity.Success : Severity.Error);
        Look();
    }
}
