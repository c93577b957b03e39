using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sharing;

namespace TrainingHub.Web.Demo;

/// <summary>Puts the demo's people, team and workouts into the database; what is there already stays as it is. The users have no password: one click signs them in.</summary>
public sealed class DemoSeed(IServiceScopeFactory scopes, DemoTeam team, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        await AddAsync(users, DemoTeam.TrainerId, DemoTeam.TrainerName, RoleNames.Trainer);
        await AddAsync(users, DemoTeam.ObserverId, DemoTeam.ObserverName, RoleNames.Observer);
        await AddAsync(users, DemoTeam.AdminId, DemoTeam.AdminName, RoleNames.Admin);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync(cancellation);
        foreach (var player in team.Players)
        {
            if (await AddAsync(users, player.UserId, player.Name, RoleNames.Player, HeartRateVisibility.Number))
            {
                db.Consents.Add(new Consent { UserId = player.UserId, Kind = Consent.Team, TextVersion = ConsentTexts.Team.Version, At = time.GetUtcNow(), Given = true });
            }
        }

        await AddTeamAsync(db, cancellation);
        await AddWorkoutsAsync(db, cancellation);
        await SetThresholdsAsync(db, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    /// <returns>False where the user is there already.</returns>
    private static async Task<bool> AddAsync(UserManager<User> users, string id, string name, string role, HeartRateVisibility? teamSees = null)
    {
        if (await users.FindByIdAsync(id) is not null)
        {
            return false;
        }

        var email = $"{id.ToLowerInvariant()}@example.org";
        var user = new User { Id = id, DisplayName = name, UserName = email, Email = email, EmailConfirmed = true, HeartRateForTeam = teamSees };
        Demand(await users.CreateAsync(user));
        Demand(await users.AddToRoleAsync(user, role));
        return true;
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"A user of the demo cannot be made: {result}");
        }
    }

    private async Task AddTeamAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        if (!await db.Teams.AnyAsync(row => row.Id == DemoTeam.TeamId, cancellation))
        {
            db.Teams.Add(new Team
            {
                Id = DemoTeam.TeamId,
                Name = DemoTeam.TeamName,
                TrainerId = DemoTeam.TrainerId,
                Members = [.. team.Players.Select(player => new TeamMember { TeamId = DemoTeam.TeamId, PlayerId = player.UserId, ShirtNumber = player.Number })],
            });
        }
    }

    private static async Task AddWorkoutsAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        foreach (var plan in DemoWorkouts.All)
        {
            if (!await db.Workouts.AnyAsync(row => row.Id == plan.WorkoutId, cancellation))
            {
                db.Workouts.Add(new WorkoutRow { Id = plan.WorkoutId, Name = plan.Name, Type = plan.Type, TrainerId = DemoTeam.TrainerId, Plan = plan });
            }
        }
    }

    // A start with other recordings than before brings other athletes into the same shirts.
    private async Task SetThresholdsAsync(TrainingHubDb db, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var player in team.Players)
        {
            var newest = await db.Thresholds.Where(row => row.UserId == player.UserId).OrderByDescending(row => row.ValidFrom).FirstOrDefaultAsync(cancellation);
            if (newest?.ToThresholds() == player.Thresholds)
            {
                continue;
            }

            if (newest is null || newest.ValidFrom < today)
            {
                newest = db.Thresholds.Add(new PlayerThresholds { UserId = player.UserId, ValidFrom = today }).Entity;
            }

            Set(newest, player.Thresholds);
        }
    }

    private static void Set(PlayerThresholds row, Thresholds thresholds)
    {
        row.HeartRateMaxBpm = Whole(thresholds.HeartRateMaxBpm);
        row.HeartRateRestBpm = Whole(thresholds.HeartRateRestBpm);
        row.LactateThresholdBpm = Whole(thresholds.ThresholdHeartRateBpm);
        row.FtpWatts = Whole(thresholds.FtpWatts);
        row.WeightKg = thresholds.WeightKg;
    }

    private static int? Whole(double? value) => value is { } number ? Convert.ToInt32(number, CultureInfo.InvariantCulture) : null;
}
