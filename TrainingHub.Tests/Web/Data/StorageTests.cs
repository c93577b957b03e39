using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Data;

public sealed class StorageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_workouts_plan_comes_back_as_it_was_stored()
    {
        var trainer = await app.CreateUserAsync("Toni", RoleNames.Trainer);
        var plan = new Workout(
            Ids.New(),
            "Threshold",
            WorkoutType.Hybrid,
            [new Exercise("squat", "Squat", 5, 8, 62.5, null, TimeSpan.FromSeconds(90))],
            [new Interval("w", "Warm up", TimeSpan.FromMinutes(10), Intensity.Easy, new IntervalTarget(TargetKind.PercentOfFtp, 50, 60.5))]);
        await using (var db = await OpenAsync())
        {
            db.Workouts.Add(new WorkoutRow { Id = plan.WorkoutId, Name = plan.Name, Type = plan.Type, TrainerId = trainer.Id, Plan = plan });
            await db.SaveChangesAsync();
        }

        await using var later = await OpenAsync();
        var stored = (await later.Workouts.SingleAsync(row => row.Id == plan.WorkoutId)).Plan;

        Assert.Equal(plan.Exercises.AsEnumerable(), stored.Exercises);
        Assert.Equal(plan.Intervals.AsEnumerable(), stored.Intervals);
        Assert.Equal(plan with { Exercises = [], Intervals = [] }, stored with { Exercises = [], Intervals = [] });
    }

    [Fact]
    public async Task Sessions_are_ordered_by_time_whatever_the_offset_they_were_written_with()
    {
        var noon = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        ImmutableArray<DateTimeOffset> times = [noon.AddHours(1), noon.ToOffset(TimeSpan.FromHours(9)), noon.AddMinutes(-1).ToOffset(TimeSpan.FromHours(-5))];
        var trainerId = Ids.New();
        await using (var db = await OpenAsync())
        {
            db.Sessions.AddRange(times.Select(at => Session(trainerId, at)));
            await db.SaveChangesAsync();
        }

        await using var later = await OpenAsync();
        var stored = await later.Sessions.Where(row => row.TrainerId == trainerId && row.ScheduledAt >= noon).OrderBy(row => row.ScheduledAt).Select(row => row.ScheduledAt).ToListAsync();

        Assert.Equal([noon, noon.AddHours(1)], stored);
    }

    [Fact]
    public async Task Thresholds_are_kept_with_the_date_from_which_they_hold()
    {
        var player = await app.CreateUserAsync("Ada", RoleNames.Player);
        await using (var db = await OpenAsync())
        {
            db.Thresholds.AddRange(
                new PlayerThresholds { UserId = player.Id, ValidFrom = new DateOnly(2025, 1, 1), HeartRateMaxBpm = 190, FtpWatts = 240 },
                new PlayerThresholds { UserId = player.Id, ValidFrom = new DateOnly(2026, 1, 1), HeartRateMaxBpm = 188, FtpWatts = 255, WeightKg = 61.5 });
            await db.SaveChangesAsync();
        }

        await using var later = await OpenAsync();
        var today = new DateOnly(2025, 6, 1);
        var holds = await later.Thresholds.Where(row => row.UserId == player.Id && row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom).FirstAsync();

        Assert.Equal(240, holds.ToThresholds().FtpWatts);
    }

    private Task<TrainingHubDb> OpenAsync() => app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();

    private static SessionRow Session(string trainerId, DateTimeOffset at) => new()
    {
        Id = Ids.New(),
        WorkoutId = "w",
        WorkoutName = "Threshold",
        WorkoutType = "conditioning",
        TrainerId = trainerId,
        TrainerName = "Toni",
        Status = "scheduled",
        ScheduledAt = at,
        CreatedAt = at,
    };
}
