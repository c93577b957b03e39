using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Teams;

/// <summary>One team: its name, its players with number and thresholds, and who else could be on it.</summary>
public sealed partial class TeamPanel(TeamChanges changes, TeamReading reading, IDialogService dialogs) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<(string Id, string Name)> _found = [];
    private string _name = "", _text = "";
    private string? _trouble, _edited;
    private bool _renaming, _importing;

    [Parameter, EditorRequired]
    public required TeamRoster Team { get; set; }

    [Parameter, EditorRequired]
    public required Caller Caller { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnDeleted { get; set; }

    [CascadingParameter]
    public Units? Units { get; set; }

    private Units Shown => Units ?? Core.Players.Units.Metric;

    private bool Off => !RendererInfo.IsInteractive;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private void StartRenaming() => (_renaming, _name) = (true, Team.Name);

    private async Task RenameAsync()
    {
        if (_name.Trim().Length is 0 or > TeamRules.LongestName)
        {
            _trouble = L["Give the team a name of 1 to {0} characters.", TeamRules.LongestName];
            return;
        }

        await DoAsync(changes.RenameAsync(Caller, Team.Id, _name, _closed.Token));
        _renaming = _trouble is not null;
    }

    private async Task DeleteAsync()
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            L["Delete the team?"], L["“{0}” and its {1} places are gone for good. Its players keep their accounts and thresholds, sessions that were made stay.", Team.Name, Team.Players.Length].Value,
            yesText: L["Delete"], cancelText: L["Cancel"]);
        if (sure == true && await changes.DeleteAsync(Caller, Team.Id, _closed.Token) is var refusal)
        {
            _trouble = refusal is null ? null : L[refusal.Message].Value;
            await (refusal is null ? OnDeleted : OnChanged).InvokeAsync();
        }
    }

    private Task AddAsync(string playerId)
    {
        _found = [.. _found.Where(player => player.Id != playerId)];
        return DoAsync(changes.AddAsync(Caller, Team.Id, playerId, null, _closed.Token));
    }

    private async Task RemoveAsync(TeamPlayer player)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            L["Take the player from the team?"], L["{0} leaves “{1}” and keeps their account and thresholds. Sessions that were made stay as they are.", player.Name, Team.Name].Value,
            yesText: L["Remove"], cancelText: L["Cancel"]);
        if (sure == true)
        {
            await DoAsync(changes.RemoveAsync(Caller, Team.Id, player.PlayerId, _closed.Token));
        }
    }

    private Task NumberAsync(TeamPlayer player, string? text)
    {
        int? number = null;
        if (text?.Trim() is { Length: > 0 } typed)
        {
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read > TeamRules.HighestNumber)
            {
                _trouble = L["“{0}” is no number for a shirt; it must be a whole number from 0 to {1}, or empty.", typed, TeamRules.HighestNumber];
                return Task.CompletedTask;
            }

            if (Team.Players.FirstOrDefault(other => other.Number == read && other.PlayerId != player.PlayerId) is { } other)
            {
                _trouble = L["Number {0} is worn by {1}; a number is worn once in a team.", read, other.Name];
                return Task.CompletedTask;
            }

            number = read;
        }

        return DoAsync(changes.NumberAsync(Caller, Team.Id, player.PlayerId, number, _closed.Token));
    }

    private async Task SearchAsync(string? text)
    {
        _text = text?.Trim() ?? "";
        var asked = _text;
        var found = asked.Length == 0 ? [] : await reading.SearchAsync(Caller, Team.Id, asked, _closed.Token);
        // Letters may be typed faster than the database answers.
        if (asked == _text)
        {
            _found = found;
        }
    }

    private async Task DoAsync(Task<Refusal?> change)
    {
        _trouble = await change is { } refusal ? L[refusal.Message].Value : null;
        await OnChanged.InvokeAsync();
    }
}
