using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Teams;

/// <summary>What holds of every team, whichever door asks.</summary>
internal static class TeamRules
{
    public const int HighestNumber = 999, LongestName = 200;

    public static readonly DateOnly EarliestDay = new(2000, 1, 1);

    public static Refusal NoSuchTeam { get; } = new(RefusalCode.NotFound, "There is no such team, or it is not yours.");

    public static Refusal NoSuchPlayer { get; } = new(RefusalCode.NotFound, "There is no such player, or they are on no team of yours.");

    public static Sentence? NumberFault(int? number) => number is < 0 or > HighestNumber ? new Sentence("number was {0}; it must be a whole number from 0 to {1}, or left out.", number, HighestNumber) : null;

    /// <param name="today">Of the server's clock, UTC.</param>
    public static Sentence? DayFault(DateOnly day, DateOnly today) => day < EarliestDay || day > today.AddYears(1)
        ? new Sentence("validFrom was {0:yyyy-MM-dd}; it must be from {1:yyyy-MM-dd} to a year from today.", day, EarliestDay)
        : null;

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The teams for which the caller may do this.</summary>
    public static IQueryable<Team> TeamsFor(this TrainingHubDb db, Caller caller, TeamAction action)
    {
        var allowed = Permissions.Allowed(action);
        var (every, own) = ((Permissions.Of(caller, leads: false) & allowed) != 0, (Permissions.Of(caller, leads: true) & allowed) != 0);
        return db.Teams.Where(team => every || (own && team.TrainerId == caller.UserId));
    }

    /// <summary>Whether the caller may do this with the player's thresholds.</summary>
    public static async Task<bool> MayAsync(this TrainingHubDb db, Caller caller, TeamAction action, string playerId, CancellationToken cancellationToken)
    {
        var leads = await db.TeamMembers.AnyAsync(
            member => member.PlayerId == playerId && db.Teams.Any(team => team.Id == member.TeamId && team.TrainerId == caller.UserId), cancellationToken);
        return (Permissions.Of(caller, leads, playerId) & Permissions.Allowed(action)) != 0;
    }

    public static IQueryable<User> Players(this TrainingHubDb db)
        => db.Users.Where(user => db.UserRoles.Any(held => held.UserId == user.Id && held.RoleId == RoleNames.Player));

    public static PlayerThresholds RowOf(string playerId, DatedThresholds dated) => Fill(new PlayerThresholds { UserId = playerId, ValidFrom = dated.ValidFrom }, dated.Values);

    /// <summary>Heart rates and powers are kept whole.</summary>
    public static PlayerThresholds Fill(PlayerThresholds row, Thresholds values)
    {
        row.HeartRateMaxBpm = Whole(values.HeartRateMaxBpm);
        row.HeartRateRestBpm = Whole(values.HeartRateRestBpm);
        row.LactateThresholdBpm = Whole(values.ThresholdHeartRateBpm);
        row.FtpWatts = Whole(values.FtpWatts);
        row.WeightKg = values.WeightKg;
        return row;
    }

    private static int? Whole(double? value) => value is { } number ? (int)Math.Round(number) : null;
}
