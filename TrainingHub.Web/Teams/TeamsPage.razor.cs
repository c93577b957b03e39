using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;

namespace TrainingHub.Web.Teams;

/// <summary>A trainer's teams, one at a time; an admin sees all of them.</summary>
public sealed partial class TeamsPage(TeamReading reading, TeamChanges changes, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ImmutableArray<TeamRoster>? _teams;
    private Caller _caller = Caller.System;
    private string _newName = "";
    private string? _trouble;
    private bool _busy;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Which team is shown; the first where it names none.</summary>
    [SupplyParameterFromQuery(Name = "team")]
    private string? TeamId { get; set; }

    private bool MayFound => Permissions.May(_caller, ServerAction.LeadTeams);

    private TeamRoster? Shown => _teams?.FirstOrDefault(team => team.Id == TeamId) ?? _teams?.FirstOrDefault();

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _caller = (await Authentication).User.ToCaller();
        await LoadAsync();
    }

    private async Task LoadAsync() => _teams = await reading.OfAsync(_caller, _closed.Token);

    private async Task FoundAsync()
    {
        _busy = true;
        try
        {
            if (_newName.Trim().Length is 0 or > TeamRules.LongestName)
            {
                _trouble = L["Give the team a name of 1 to {0} characters.", TeamRules.LongestName];
                return;
            }

            var founded = await changes.FoundAsync(_caller, _newName, _closed.Token);
            _trouble = founded.Refusal is { } refusal ? L[refusal.Message].Value : null;
            if (founded.TeamId is { } teamId)
            {
                _newName = "";
                await LoadAsync();
                navigation.NavigateTo($"teams?team={teamId}");
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task DeletedAsync()
    {
        await LoadAsync();
        navigation.NavigateTo("teams");
    }
}
