using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Tests.Web.Sessions;

public sealed class SessionPlannerTests(WebApp app) : IClassFixture<WebApp>
{
    private SessionPlanner Planner => app.Services.GetRequiredService<SessionPlanner>();

    [Fact]
    public async Task A_session_gets_numbers_of_its_team_and_the_thresholds_that_hold_today()
    {
        var (trainer, player) = await PeopleAsync();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var team = new Team { Name = "First", TrainerId = trainer.UserId };
        team.Members.Add(new TeamMember { TeamId = team.Id, PlayerId = player.Id, ShirtNumber = 7 });
        db.Teams.Add(team);
        foreach (var (year, max) in new[] { (2020, 180), (2024, 190), (9000, 200) })
        {
            db.Thresholds.Add(new PlayerThresholds { UserId = player.Id, ValidFrom = new DateOnly(year, 1, 1), HeartRateMaxBpm = max });
        }

        await db.SaveChangesAsync();
        var planned = await Planner.PlanAsync(trainer, new SessionPlan("example-strength", [player.Id], [], team.Id), CancellationToken.None);

        Assert.Equal(("First", "Strength A", trainer.UserId), (planned.Session!.TeamName, planned.Session.Workout.Name, planned.Session.TrainerId));
        var rostered = Assert.Single(planned.Session.Players);
        Assert.Equal((7, 190d), (rostered.Number, rostered.Thresholds.HeartRateMaxBpm));
    }

    [Fact]
    public async Task A_session_that_is_planned_for_later_gets_the_thresholds_of_its_day()
    {
        var (trainer, player) = await PeopleAsync();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (days, ftp) in new[] { (-10, 250), (10, 260), (30, 270) })
        {
            db.Thresholds.Add(new PlayerThresholds { UserId = player.Id, ValidFrom = DateOnly.FromDateTime(now.AddDays(days).UtcDateTime), FtpWatts = ftp });
        }

        await db.SaveChangesAsync();
        foreach (var (days, ftp) in new[] { (-20, 250d), (0, 250), (9, 250), (10, 260), (40, 270) })
        {
            var planned = await Planner.PlanAsync(trainer, new SessionPlan("example-strength", [player.Id], [], ScheduledAt: now.AddDays(days)), CancellationToken.None);
            Assert.Equal(ftp, planned.Session!.Players.Single().Thresholds.FtpWatts);
        }
    }

    [Fact]
    public async Task Who_is_no_player_or_no_observer_is_refused_by_the_propertys_name()
    {
        var (trainer, player) = await PeopleAsync();

        Assert.Contains("playerIds", await RefusedAsync(trainer, new SessionPlan("example-strength", [player.Id, trainer.UserId], [])), StringComparison.Ordinal);
        Assert.Contains("observerIds", await RefusedAsync(trainer, new SessionPlan("example-strength", [player.Id], [player.Id])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_trainers_workout_and_team_do_not_exist()
    {
        var (trainer, player) = await PeopleAsync();
        var (other, _) = await PeopleAsync();
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var example = TrainingHub.Core.Workouts.ExampleWorkouts.All[0];
        var workout = new WorkoutRow { Name = "Secret", Type = example.Type, TrainerId = other.UserId, Plan = example };
        var team = new Team { Name = "Theirs", TrainerId = other.UserId };
        db.AddRange(workout, team);
        await db.SaveChangesAsync();

        Assert.Contains("workoutId", await RefusedAsync(trainer, new SessionPlan(workout.Id, [player.Id], [])), StringComparison.Ordinal);
        Assert.Contains("teamId", await RefusedAsync(trainer, new SessionPlan("example-strength", [player.Id], [], team.Id)), StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(Caller trainer, SessionPlan plan)
    {
        var planned = await Planner.PlanAsync(trainer, plan, CancellationToken.None);
        Assert.Null(planned.Session);
        Assert.Equal(RefusalCode.Invalid, planned.Refusal!.Code);
        return planned.Refusal.Message;
    }

    private async Task<(Caller Trainer, User Player)> PeopleAsync()
    {
        var trainer = await app.CreateUserAsync("Toni", RoleNames.Trainer);
        return (new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer), await app.CreateUserAsync("Mia", RoleNames.Player));
    }
}
