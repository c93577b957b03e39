using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Workouts;

/// <summary>
/// The workouts that a trainer can run: their own, those that others share, and the examples. For those who may plan sessions; to all others it is empty,
/// and what they try to change is refused.
/// </summary>
public sealed class WorkoutLibrary(IDbContextFactory<TrainingHubDb> contexts, TimeProvider time)
{
    /// <summary>Workouts that one trainer may keep.</summary>
    public const int MostPerTrainer = 1000;

    public static Refusal NotFound { get; } = new(RefusalCode.NotFound, "There is no such workout, or you may not see it.");

    public static Refusal Forbidden { get; } = Refusal.Forbidden("Only trainers have a library of workouts.");

    /// <summary>The trainer's own by name, then those that others share by name, then the examples.</summary>
    public async Task<ImmutableArray<LibraryWorkout>> ListAsync(Caller reader, LibraryFilter filter, CancellationToken cancellationToken)
    {
        if (!May(reader))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await ReadAsync(db, reader, Visible(db, reader), cancellationToken);
        return
        [
            .. found.Where(workout => workout.Matches(filter))
                .OrderByDescending(workout => workout.IsOwn).ThenBy(workout => workout.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(workout => workout.Id, StringComparer.Ordinal),
            .. ExampleWorkouts.All.Select(LibraryWorkout.Of).Where(workout => workout.Matches(filter)),
        ];
    }

    /// <returns>Null where there is none, or the reader may not see it.</returns>
    public async Task<LibraryWorkout?> FindAsync(Caller reader, string id, CancellationToken cancellationToken)
    {
        if (!May(reader))
        {
            return null;
        }

        if (ExampleWorkouts.All.FirstOrDefault(workout => workout.WorkoutId == id) is { } example)
        {
            return LibraryWorkout.Of(example);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, reader, Visible(db, reader).Where(row => row.Id == id), cancellationToken)).SingleOrDefault();
    }

    /// <summary>Makes a workout of the caller's own, or replaces one.</summary>
    /// <param name="id">Null: a new one.</param>
    /// <param name="readAt">The <see cref="LibraryWorkout.ChangedAt"/> on which the draft is built: one that was changed since is a conflict. Null: whatever stands there is replaced.</param>
    public async Task<LibraryAnswer> SaveAsync(Caller owner, string? id, WorkoutDraft draft, CancellationToken cancellationToken, DateTimeOffset? readAt = null)
    {
        if (!May(owner))
        {
            return new LibraryAnswer(null, Forbidden);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (row, refusal) = id is null ? (null, null) : await ToChangeAsync(db, owner, id, cancellationToken);
        if (refusal is not null)
        {
            return new LibraryAnswer(null, refusal);
        }

        if (draft.Fault() is { } fault)
        {
            return new LibraryAnswer(null, Refusal.Invalid(fault));
        }

        if (row is not null && readAt is { } read && row.ChangedAt is { } changed && changed.ToUnixTimeMilliseconds() != read.ToUnixTimeMilliseconds())
        {
            return new LibraryAnswer(null, Refusal.Conflict($"The workout was changed elsewhere at {changed:HH:mm:ss} UTC; read it again, or save yours as a copy."));
        }

        if (row is null && await db.Workouts.CountAsync(other => other.TrainerId == owner.UserId, cancellationToken) >= MostPerTrainer)
        {
            return new LibraryAnswer(null, Refusal.Conflict($"You have {MostPerTrainer} workouts, and may have no more; delete some first."));
        }

        row = Write(db, row, owner, draft.Tidy());
        await db.SaveChangesAsync(cancellationToken);
        return new LibraryAnswer(LibraryWorkout.Of(row, owner.Name, owner));
    }

    /// <summary>A copy of a workout that the caller may read, as their own: not shared, no template.</summary>
    /// <param name="name">Null: the name with "(copy)" behind it.</param>
    public async Task<LibraryAnswer> CopyAsync(Caller owner, string id, string? name, CancellationToken cancellationToken)
        => !May(owner) ? new LibraryAnswer(null, Forbidden)
            : await FindAsync(owner, id, cancellationToken) is not { } original ? new LibraryAnswer(null, NotFound)
            : await SaveAsync(owner, null, new WorkoutDraft(name ?? CopyName(original.Name), original.Plan, original.Tags), cancellationToken);

    /// <returns>Why not; null when it is gone.</returns>
    public async Task<Refusal?> DeleteAsync(Caller owner, string id, CancellationToken cancellationToken)
        => await ChangeAsync(owner, id, (db, row) => db.Workouts.Remove(row), cancellationToken);

    /// <summary>Lets all trainers read, run and copy a workout, or no longer.</summary>
    /// <returns>Why not; null when it is so.</returns>
    public async Task<Refusal?> ShareAsync(Caller owner, string id, bool shared, CancellationToken cancellationToken)
        => await ChangeAsync(owner, id, (_, row) =>
        {
            row.IsShared = shared;
            row.ChangedAt = After(row.ChangedAt); // a builder that is open elsewhere would undo it
        }, cancellationToken);

    // As exact as it is stored, and later than before even within one millisecond: by it a draft knows what it is built on.
    private DateTimeOffset After(DateTimeOffset? before)
        => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), (before?.ToUnixTimeMilliseconds() ?? 0) + 1));

    private static bool May(Caller caller) => Permissions.May(caller, ServerAction.PlanSessions);

    private static IQueryable<WorkoutRow> Visible(TrainingHubDb db, Caller reader) => db.Workouts.Where(row => row.TrainerId == reader.UserId || row.IsShared);

    private static async Task<List<LibraryWorkout>> ReadAsync(TrainingHubDb db, Caller reader, IQueryable<WorkoutRow> rows, CancellationToken cancellationToken)
    {
        var found = await rows.AsNoTracking()
            .Select(row => new { Row = row, Owner = db.Users.Where(user => user.Id == row.TrainerId).Select(user => user.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return [.. found.Select(one => LibraryWorkout.Of(one.Row, one.Owner, reader))];
    }

    private async Task<Refusal?> ChangeAsync(Caller owner, string id, Action<TrainingHubDb, WorkoutRow> change, CancellationToken cancellationToken)
    {
        if (!May(owner))
        {
            return Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (row, refusal) = await ToChangeAsync(db, owner, id, cancellationToken);
        if (row is null)
        {
            return refusal;
        }

        change(db, row);
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }

    private static async Task<(WorkoutRow? Row, Refusal? Refusal)> ToChangeAsync(TrainingHubDb db, Caller owner, string id, CancellationToken cancellationToken)
    {
        if (ExampleWorkouts.All.Any(workout => workout.WorkoutId == id))
        {
            return (null, Refusal.Forbidden("An example cannot be changed; make a copy of it."));
        }

        return await Visible(db, owner).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) switch
        {
            null => (null, NotFound),
            { } row when row.TrainerId == owner.UserId => (row, null),
            _ => (null, Refusal.Forbidden("Another trainer shares this workout; only they change it, but you may make a copy.")),
        };
    }

    private WorkoutRow Write(TrainingHubDb db, WorkoutRow? row, Caller owner, WorkoutDraft draft)
    {
        if (row is null)
        {
            row = new WorkoutRow { Name = draft.Name, Type = draft.Plan.Type, TrainerId = owner.UserId, Plan = draft.Plan.ToWorkout("", draft.Name) };
            db.Workouts.Add(row);
        }

        row.Name = draft.Name;
        row.Type = draft.Plan.Type;
        row.Steps = draft.Plan;
        row.Plan = draft.Plan.ToWorkout(row.Id, draft.Name);
        row.Tags = [.. draft.Tags];
        row.IsTemplate = draft.IsTemplate;
        row.IsShared = draft.IsShared;
        row.ChangedAt = After(row.ChangedAt);
        return row;
    }

    private static string CopyName(string name) => name[..Math.Min(name.Length, 193)] + " (copy)";
}
