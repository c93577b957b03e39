using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Messages;

namespace TrainingHub.Web.Dashboard;

/// <summary>What a trainer says, and logs, in a dialog.</summary>
public sealed partial class SessionPage
{
    private static readonly DialogOptions _narrow = new() { MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private async Task LogSetAsync(PlayerView player)
    {
        var session = _board!.View.State;
        var parameters = new DialogParameters<LogSetDialog> { { dialog => dialog.Session, session }, { dialog => dialog.Player, player.State } };
        var dialog = await Dialogs.ShowAsync<LogSetDialog>($"Log a set for {player.State.Profile.Name}", parameters, _narrow);
        if (await dialog.Result is { Canceled: false, Data: ExerciseProgress progress })
        {
            await SendAsync(new SessionCommand.ReportExercise(progress with { Timestamp = Time.GetUtcNow() }));
        }
    }

    /// <param name="playerId">To whom, to begin with; null: all.</param>
    private async Task MessageAsync(string? playerId)
    {
        var session = _board!.View.State;
        var quick = MessageText.Quick(session, (await Account).User.ToCaller().UserId);
        var parameters = new DialogParameters<MessageDialog>
        {
            { dialog => dialog.Players, [.. session.Roster] },
            { dialog => dialog.To, playerId is null ? null : [playerId] },
            { dialog => dialog.Quick, quick },
        };
        var dialog = await Dialogs.ShowAsync<MessageDialog>("Message", parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false, Data: SessionCommand.SendMessage message } && await SendAsync(message) && playerId is not null && session.Messages.Hands.ContainsKey(playerId))
        {
            // A hand that was answered is down.
            await SendAsync(new SessionCommand.SetHand(playerId, false));
        }
    }
}
