using Microsoft.EntityFrameworkCore;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Teams;

internal static class HeldThresholds
{
    /// <summary>The thresholds that hold for players on a day, by their ids; none for whom nothing is known by then.</summary>
    public static async Task<IReadOnlyDictionary<string, DatedThresholds>> ThresholdsOnAsync(this TrainingHubDb db, IReadOnlyCollection<string> playerIds, DateOnly day, CancellationToken cancellationToken)
        => (await db.Thresholds.AsNoTracking().Where(row => playerIds.Contains(row.UserId) && row.ValidFrom <= day).ToListAsync(cancellationToken))
            .GroupBy(row => row.UserId, TeamReading.Dated, (playerId, rows) => (PlayerId: playerId, Held: DatedThresholds.On(rows, day)!))
            .ToDictionary(player => player.PlayerId, player => player.Held);
}
