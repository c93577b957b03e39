using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Scheduling;

public sealed partial class AgendaLine(ISessions sessions, SeriesBook book, Conflicts conflicts, ViewerZone zone, IDialogService dialogs)
{
    private ImmutableArray<(string Title, string[] Who)>? _names;
    private DateTime? _at;
    private string? _trouble;
    private ImmutableArray<Conflict> _conflicts = [];
    private bool _open, _busy;
    private int _checks;

    [Parameter, EditorRequired]
    public required ScheduledItem Item { get; set; }

    [Parameter]
    public bool Manages { get; set; }

    [Parameter]
    public bool ShowTrainer { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private string Who => string.Join(" · ", new[]
    {
        Item.TeamName, ShowTrainer || Item.TeamName is null ? Item.TrainerName : null,
        Item.Planned > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Item.Planned.TotalMinutes):0} min") : null,
    }.Where(part => part is not null));

    private string Answers => Item.Declined > 0
        ? $"{Item.Coming} of {Item.Players} coming, {Item.Declined} not"
        : $"{Item.Coming} of {Item.Players} coming";

    private async Task TurnNamesAsync()
    {
        if (_names is not null)
        {
            _names = null;
            return;
        }

        var found = await sessions.FindAsync(await CallerAsync(), Item.SessionId!, CancellationToken.None);
        _names = found.View is { } view
            ?
            [
                ("Coming", Named(view, PlayerAnswer.Coming)),
                ("Not coming", Named(view, PlayerAnswer.Declined)),
                ("No answer yet", Named(view, null)),
            ]
            : [];
    }

    // Who is planned elsewhere at the time that is chosen; an answer that comes after a later question is of no use any more.
    private async Task CheckAsync()
    {
        var asked = ++_checks;
        ImmutableArray<Conflict> found = [];
        var caller = await CallerAsync();
        if (_at is { } local && (await sessions.FindAsync(caller, Item.SessionId!, CancellationToken.None)).View is { State: var session })
        {
            // An admin moves it in the trainer's place: what they train themselves is no matter here.
            var trainer = session.TrainerId == caller.UserId ? caller.UserId : "";
            found = await conflicts.FindAsync(trainer, [.. session.Players.Keys], await zone.ToInstantAsync(local), Item.Planned, Item.SessionId, CancellationToken.None);
        }

        if (asked == _checks)
        {
            _conflicts = found;
        }
    }

    private Task MoveAsync() => DoAsync(async caller =>
        _at is { } local
            ? (await sessions.SendAsync(caller, Item.SessionId!, new SessionCommand.Reschedule(await zone.ToInstantAsync(local)), null, CancellationToken.None)).Refusal
            : Refusal.Invalid("Choose the day and the time."));

    private async Task CallOffAsync()
    {
        if (await AskAsync(Item.SeriesId is null ? $"Call off “{Item.WorkoutName}”?" : $"Call off “{Item.WorkoutName}” on this day?", "Its players see that it is cancelled.", "Call it off"))
        {
            await DoAsync(async caller => Item.SessionId is { } sessionId
                ? (await sessions.SendAsync(caller, sessionId, new SessionCommand.Cancel(null), null, CancellationToken.None)).Refusal
                : (await book.SkipAsync(caller, Item.SeriesId!, Item.OccursOn!.Value, CancellationToken.None)).Refusal);
        }
    }

    private async Task EndAsync()
    {
        if (await AskAsync($"Call off “{Item.WorkoutName}” from this day on?", "There will be no more of this series. Sessions that were made already are cancelled.", "Call them off"))
        {
            await DoAsync(async caller => (await book.EndAsync(caller, Item.SeriesId!, Item.OccursOn, null, CancellationToken.None)).Refusal);
        }
    }

    private async Task<bool> AskAsync(string title, string text, string yes) => await dialogs.ShowMessageBoxAsync(title, text, yes, cancelText: "Keep it") is true;

    private async Task DoAsync(Func<Caller, Task<Refusal?>> act)
    {
        _busy = true;
        try
        {
            _trouble = (await act(await CallerAsync()))?.Message;
            if (_trouble is null)
            {
                _open = false;
                await OnChanged.InvokeAsync();
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<Caller> CallerAsync() => (await Authentication).User.ToCaller();

    private static string[] Named(SessionView view, PlayerAnswer? answer) => [.. view.State.Roster.Where(player => player.Answer == answer).Select(player => player.Profile.Name)];
}
