using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Projection;

/// <summary>Keeps the sets that players completed behind their reports: a later report of a set replaces it, one that is not completed takes it back.</summary>
internal static class LoggedSets
{
    public static bool Concerns(SessionEvent @event) => @event is SessionEvent.ExerciseReported;

    /// <param name="row">As it was before the news; null where there was none.</param>
    public static async Task ApplyAsync(TrainingHubDb db, RowNews news, SessionRow? row, CancellationToken cancellationToken)
    {
        if (row is null && news.Events is not [{ Event: SessionEvent.Created }, ..])
        {
            return; // of a session that was removed
        }

        foreach (var (seq, @event) in news.Events)
        {
            if (seq > (row?.Seq ?? 0) && @event is SessionEvent.ExerciseReported { Progress: var progress })
            {
                await ApplyAsync(db, news.SessionId, progress, @event.At, cancellationToken);
            }
        }
    }

    private static async Task ApplyAsync(TrainingHubDb db, string sessionId, ExerciseProgress progress, DateTimeOffset at, CancellationToken cancellationToken)
    {
        object[] key = [sessionId, progress.PlayerId, progress.PlannedId, progress.SetNumber];
        var set = await db.LoggedSets.FindAsync(key, cancellationToken);
        // Nothing to offer: not done, or erased.
        if (!progress.Completed || progress is { Reps: null, Weight: null, Duration: null } || ExerciseKey.Of(progress.ExerciseName) is not { Length: > 0 } name)
        {
            if (set is not null)
            {
                db.LoggedSets.Remove(set);
            }

            return;
        }

        if (set is null || db.Entry(set).State == Microsoft.EntityFrameworkCore.EntityState.Deleted)
        {
            // Taken back and done again within one transaction.
            if (set is not null)
            {
                db.Entry(set).State = Microsoft.EntityFrameworkCore.EntityState.Unchanged;
            }
            else
            {
                set = new LoggedSet { SessionId = sessionId, PlayerId = progress.PlayerId, ExerciseId = progress.PlannedId, SetNumber = progress.SetNumber, ExerciseKey = name, At = at };
                db.LoggedSets.Add(set);
            }
        }

        (set.ExerciseKey, set.At, set.Reps, set.WeightKg, set.Seconds, set.Errors, set.Rpe)
            = (name, at, progress.Reps, progress.Weight, progress.Duration, progress.Errors, progress.Rpe);
    }
}
