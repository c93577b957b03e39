using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Planning;

/// <summary>Makes a session. It opens with what was used last, so that "start now" is one click from here.</summary>
public sealed partial class NewSessionPage(PlanChoices choices, SessionPlanner planner, ISessions sessions, NavigationManager navigation, IJSRuntime js) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<string> _observers = [];
    private HashSet<string> _players = [];
    private Caller _caller = Caller.System;
    private PlanOffer? _offer;
    private string? _workoutId, _teamId, _at, _trouble;
    private StartMoment _when;
    private bool _share, _busy;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The workout to begin with; where it is none that the trainer may run, the last one used.</summary>
    [SupplyParameterFromQuery(Name = "workout")]
    private string? AskedWorkout { get; set; }

    /// <summary>The team to begin with; where it is none of the trainer's, the last one used.</summary>
    [SupplyParameterFromQuery(Name = "team")]
    private string? AskedTeam { get; set; }

    private IEnumerable<OfferedPerson> Offered => _offer!.Teams.FirstOrDefault(team => team.Id == _teamId) is { } team
        ? _offer.Players.Where(player => team.PlayerIds.Contains(player.Id))
        : _offer.Players;

    private string Verb => _when switch
    {
        StartMoment.Now => "Start now",
        StartMoment.WhenReady => "Open the session",
        _ => "Plan the session",
    };

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _caller = (await Authentication).User.ToCaller();
        var offer = await choices.ForAsync(_caller, _closed.Token);
        _workoutId = new[] { AskedWorkout, offer.LastWorkoutId }.FirstOrDefault(asked => offer.Workouts.Any(workout => workout.WorkoutId == asked)) ?? offer.Workouts[0].WorkoutId;
        _offer = offer;
        Choose(offer.Teams.FirstOrDefault(team => team.Id == AskedTeam) ?? offer.Teams.FirstOrDefault(team => team.Id == offer.TeamId));
    }

    private void Choose(OfferedTeam? team)
    {
        _teamId = team?.Id;
        _players = [.. Offered.Where(_ => team is not null).Select(player => player.Id)];
    }

    private async Task GoAsync()
    {
        _busy = true;
        try
        {
            _trouble = await MakeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <returns>What is in the way; null when the page is on its way to the session.</returns>
    private async Task<string?> MakeAsync()
    {
        if (_players.Count == 0)
        {
            return "Choose at least one player.";
        }

        DateTimeOffset? at = null;
        if (_when == StartMoment.Planned && (at = await InstantAsync()) is null)
        {
            return "Choose the day and the time.";
        }

        var planned = await planner.PlanAsync(_caller, new SessionPlan(_workoutId!, _players, _observers, _teamId, at, _share), _closed.Token);
        if (planned.Session is not { } session)
        {
            return planned.Refusal!.Message;
        }

        var reply = await planner.CreateAsync(_caller, session, _closed.Token);
        if (reply.Ok && _when == StartMoment.Now)
        {
            reply = await sessions.SendAsync(_caller, session.SessionId, new SessionCommand.Start(), null, _closed.Token);
        }

        if (reply.Ok)
        {
            navigation.NavigateTo(_when == StartMoment.Planned ? "sessions" : $"sessions/{session.SessionId}");
        }

        return reply.Refusal?.Message;
    }

    private async Task<DateTimeOffset?> InstantAsync()
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./" + Assets["Planning/NewSessionPage.razor.js"]);
        return await module.InvokeAsync<string?>("toInstant", _closed.Token, _at) is { } instant
            ? DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture)
            : null;
    }

    private enum StartMoment { Now, WhenReady, Planned }
}
