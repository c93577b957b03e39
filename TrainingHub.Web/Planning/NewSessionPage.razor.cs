using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Planning;

/// <summary>Makes a session, or a series of them. It opens with what was used last, so that "start now" is one click from here.</summary>
public sealed partial class NewSessionPage(
    PlanChoices choices, SessionPlanner planner, SeriesBook book, Conflicts conflicts, ViewerZone zone, ISessions sessions, NavigationManager navigation) : IDisposable
{
    // Who is planned twice is looked for so far ahead.
    private const int OccasionsChecked = 8;

    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<string> _observers = [];
    private readonly WhenChosen _when = new();
    private HashSet<string> _players = [];
    private Caller _caller = Caller.System;
    private PlanOffer? _offer;
    private SessionSeries? _series;
    private ImmutableArray<Conflict> _conflicts = [];
    private string? _workoutId, _teamId, _trouble;
    private Admission _admits;
    private bool _share, _busy;
    private int _checks;

    /// <summary>A series whose days from <see cref="From"/> on are to be planned anew.</summary>
    [SupplyParameterFromQuery(Name = "series")]
    private string? SeriesId { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

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

    private string Verb => _when.Moment switch
    {
        StartMoment.Now => "Start now",
        StartMoment.WhenReady => "Open the session",
        _ when _series is not null => "Change them",
        _ when _when.Repeats => "Plan the series",
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
        if (SeriesId is not null && await book.FindAsync(_caller, SeriesId, _closed.Token) is { } series)
        {
            Open(series);
        }
    }

    private void Open(SessionSeries series)
    {
        var from = DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : series.StartsOn;
        _series = series;
        if (_offer!.Workouts.Any(workout => workout.WorkoutId == series.WorkoutId))
        {
            _workoutId = series.WorkoutId;
        }
        else
        {
            _trouble = "The workout of this series is gone, or shared no more; another one is chosen.";
        }

        Choose(_offer.Teams.FirstOrDefault(team => team.Id == series.TeamId));
        if (series.PlayerIds.Count > 0)
        {
            _players = [.. Offered.Select(player => player.Id).Where(series.PlayerIds.Contains)]; // who cannot be chosen any more cannot be taken away here either
        }

        _observers.UnionWith(_offer.Observers.Select(observer => observer.Id).Where(series.ObserverIds.Contains));
        (_share, _admits) = (series.ShareWithTeam, series.Admits);
        (_when.Moment, _when.Repeats, _when.At, _when.Days) = (StartMoment.Planned, true, from.ToDateTime(series.At).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), series.Days);
        (_when.End, _when.Until) = series.Until is { } until ? (SeriesEnd.OnDay, until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : (SeriesEnd.Never, null);
        if (series.Count is { } count)
        {
            (_when.End, _when.Times) = (SeriesEnd.AfterTimes, Math.Max(1, count - series.Rule.CountBefore(from)));
        }
    }

    private void Choose(OfferedTeam? team)
    {
        _teamId = team?.Id;
        _players = [.. Offered.Where(_ => team is not null).Select(player => player.Id)];
    }

    private Task ChooseAsync(OfferedTeam? team)
    {
        Choose(team);
        return CheckAsync();
    }

    private Task ChooseWorkoutAsync(string workoutId)
    {
        _workoutId = workoutId;
        return CheckAsync();
    }

    private async Task CheckAsync()
    {
        var asked = ++_checks;
        var found = ImmutableArray.CreateBuilder<Conflict>();
        foreach (var at in _when.Moment == StartMoment.Planned ? await OccasionsAsync() : [])
        {
            var length = _offer!.Workouts.FirstOrDefault(workout => workout.WorkoutId == _workoutId)?.PlannedTime() ?? TimeSpan.Zero;
            found.AddRange(await conflicts.FindAsync(_caller.UserId, _players, at, length, null, _closed.Token, _series?.Id));
        }

        // An answer that comes after a later question is of what is chosen no more.
        if (asked == _checks)
        {
            _conflicts = found.ToImmutable();
        }
    }

    private async Task<List<DateTimeOffset>> OccasionsAsync()
    {
        if (_when.LocalAt is not { } local)
        {
            return [];
        }

        if (!_when.Repeats)
        {
            return [await zone.ToInstantAsync(local)];
        }

        return _when.RuleIn(await ZoneAsync()) is { } rule && rule.Fault() is null
            ? [.. rule.Between(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue).Take(OccasionsChecked).Select(occasion => occasion.At)]
            : [];
    }

    // A series that is planned anew stays in the zone that it was made in.
    private async Task<string> ZoneAsync() => _series?.ZoneId ?? await zone.IdAsync();

    private async Task GoAsync()
    {
        _busy = true;
        try
        {
            _trouble = await (_when is { Moment: StartMoment.Planned, Repeats: true } ? MakeSeriesAsync() : MakeAsync());
        }
        finally
        {
            _busy = false;
        }
    }

    /// <returns>What is in the way; null when the page is on its way to the sessions.</returns>
    private async Task<string?> MakeSeriesAsync()
    {
        if (_players.Count == 0)
        {
            return "Choose at least one player."; // without any it would be the whole team's
        }

        if (_when.RuleIn(await ZoneAsync()) is not { } rule)
        {
            return _when.LocalAt is null ? "Choose the day and the time." : "Choose the last day.";
        }

        var team = _offer!.Teams.FirstOrDefault(team => team.Id == _teamId);
        // The whole team is whoever is in it by then.
        var players = team is not null && _players.SetEquals(Offered.Select(player => player.Id)) ? [] : _players;
        var plan = new SeriesPlan(rule, _workoutId!, players, _observers, _teamId, _share, _admits);
        var reply = _series is null
            ? await book.CreateAsync(_caller, plan, _closed.Token)
            : await book.ReplaceAsync(_caller, _series.Id, DateOnly.TryParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) ? from : null, plan, _closed.Token);
        if (reply.Refusal is null)
        {
            navigation.NavigateTo("sessions");
        }

        return reply.Refusal?.Message;
    }

    /// <returns>What is in the way; null when the page is on its way to the session.</returns>
    private async Task<string?> MakeAsync()
    {
        if (_players.Count == 0)
        {
            return "Choose at least one player.";
        }

        DateTimeOffset? at = null;
        if (_when.Moment == StartMoment.Planned)
        {
            if (_when.LocalAt is not { } local)
            {
                return "Choose the day and the time.";
            }

            at = await zone.ToInstantAsync(local);
        }

        var planned = await planner.PlanAsync(_caller, new SessionPlan(_workoutId!, _players, _observers, _teamId, at, _share, _admits), _closed.Token);
        if (planned.Session is not { } session)
        {
            return planned.Refusal!.Message;
        }

        var reply = await planner.CreateAsync(_caller, session, _closed.Token);
        if (reply.Ok && _when.Moment == StartMoment.Now)
        {
            reply = await sessions.SendAsync(_caller, session.SessionId, new SessionCommand.Start(), null, _closed.Token);
        }

        if (reply.Ok)
        {
            navigation.NavigateTo(_when.Moment == StartMoment.Planned ? "sessions" : $"sessions/{session.SessionId}");
        }

        return reply.Refusal?.Message;
    }
}
