using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Audit;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Teams;

/// <param name="Rows">Newest first.</param>
public sealed record ReadThresholds(ImmutableArray<DatedThresholds> Rows, Refusal? Refusal = null);

/// <summary>A player's thresholds of now, of before and of later: each row holds from its day until the next one's.</summary>
public sealed class ThresholdHistory(IDbContextFactory<TrainingHubDb> contexts, AuditLog audit, TimeProvider time)
{
    private const int MostRows = 200;
    private const string NoneGiven = "No threshold was given; at least one must be.";

    public async Task<ReadThresholds> OfAsync(Caller caller, string playerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await IsKnownAsync(db, caller, TeamAction.ReadThresholds, playerId, cancellationToken))
        {
            return new ReadThresholds([], TeamRules.NoSuchPlayer);
        }

        var rows = await db.Thresholds.AsNoTracking().Where(row => row.UserId == playerId).OrderByDescending(row => row.ValidFrom).ToListAsync(cancellationToken);
        return new ReadThresholds([.. rows.Select(TeamReading.Dated)]);
    }

    /// <summary>Says what holds from a day on, in place of what was said of that day before. A session that was made already keeps what it was made with.</summary>
    public Task<Refusal?> PutAsync(Caller caller, string playerId, DatedThresholds dated, CancellationToken cancellationToken)
        => Fault(dated.ValidFrom, dated.Values) is { } fault ? Task.FromResult<Refusal?>(fault)
            : ChangeAsync(caller, playerId, dated.ValidFrom, db => WriteAsync(db, playerId, dated, cancellationToken), cancellationToken);

    /// <summary>Says some of what holds from a day on; what holds on that day of the others holds on.</summary>
    public async Task<Refusal?> PutAsync(Caller caller, string playerId, ThresholdsSaid said, CancellationToken cancellationToken)
    {
        if (said.Said.Count == 0)
        {
            return Refusal.Invalid(NoneGiven);
        }

        // What no earlier row can put right is refused before anybody is looked up.
        var alone = said.Over(Thresholds.Unknown);
        if ((alone == Thresholds.Unknown ? DayFault(said.ValidFrom) : Fault(said.ValidFrom, alone)) is { } fault)
        {
            return fault;
        }

        return await ChangeAsync(caller, playerId, said.ValidFrom, async db =>
        {
            var held = (await db.ThresholdsOnAsync([playerId], said.ValidFrom, cancellationToken)).GetValueOrDefault(playerId)?.Values ?? Thresholds.Unknown;
            var dated = new DatedThresholds(said.ValidFrom, said.Over(held));
            return Fault(dated.ValidFrom, dated.Values) ?? await WriteAsync(db, playerId, dated, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Takes back what was said of a day; what was said before holds on.</summary>
    public Task<Refusal?> RemoveAsync(Caller caller, string playerId, DateOnly validFrom, CancellationToken cancellationToken) => ChangeAsync(caller, playerId, validFrom, async db =>
    {
        if (await db.Thresholds.FindAsync([playerId, validFrom], cancellationToken) is not { } row)
        {
            return new Refusal(RefusalCode.NotFound, "The player has no thresholds from this day on.");
        }

        db.Thresholds.Remove(row);
        return null;
    }, cancellationToken);

    private Refusal? DayFault(DateOnly day) => TeamRules.DayFault(day, time.Today()) is { } fault ? Refusal.Invalid(fault.ToString()) : null;

    private Refusal? Fault(DateOnly day, Thresholds values) => DayFault(day)
        ?? (ThresholdRules.Fault(values) is { } fault ? Refusal.Invalid(fault.Message) : values == Thresholds.Unknown ? Refusal.Invalid(NoneGiven) : null);

    private static async Task<Refusal?> WriteAsync(TrainingHubDb db, string playerId, DatedThresholds dated, CancellationToken cancellationToken)
    {
        if (await db.Thresholds.FindAsync([playerId, dated.ValidFrom], cancellationToken) is { } row)
        {
            TeamRules.Fill(row, dated.Values);
        }
        else if (await db.Thresholds.CountAsync(row => row.UserId == playerId, cancellationToken) >= MostRows)
        {
            return Refusal.Conflict($"The player has thresholds of {MostRows} days, and may have no more; remove one first.");
        }
        else
        {
            db.Thresholds.Add(TeamRules.RowOf(playerId, dated));
        }

        return null;
    }

    private async Task<Refusal?> ChangeAsync(Caller caller, string playerId, DateOnly validFrom, Func<TrainingHubDb, Task<Refusal?>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await IsKnownAsync(db, caller, TeamAction.ChangeThresholds, playerId, cancellationToken))
        {
            return caller.UserId == playerId
                ? Refusal.Forbidden("Only a trainer of the player, or an admin, changes thresholds.")
                : TeamRules.NoSuchPlayer;
        }

        if (await change(db) is { } refusal)
        {
            return refusal;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.WriteAsync(AuditKinds.ThresholdsChanged, caller.UserId, playerId, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{validFrom:yyyy-MM-dd}"));
        return null;
    }

    private static async Task<bool> IsKnownAsync(TrainingHubDb db, Caller caller, TeamAction action, string playerId, CancellationToken cancellationToken)
        => await db.MayAsync(caller, action, playerId, cancellationToken) && await db.Players().AnyAsync(user => user.Id == playerId, cancellationToken);
}
