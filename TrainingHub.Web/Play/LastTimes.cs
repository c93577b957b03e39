using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Play;

/// <summary>What a player did the last time.</summary>
/// <param name="Seconds">Of a timed set.</param>
public sealed record LastSet(int? Reps, double? WeightKg, double? Seconds);

/// <summary>The last completed set of each exercise in an earlier session.</summary>
public sealed class LastTimes(IDbContextFactory<TrainingHubDb> contexts)
{
    public static IReadOnlyDictionary<string, LastSet> None { get; } = new Dictionary<string, LastSet>();

    /// <param name="sessionId">The session for which it is asked: what was done in it is no last time.</param>
    /// <param name="trainerId">Only sessions of this trainer, for whoever asks about another person; null for the player themselves.</param>
    /// <returns>By <see cref="ExerciseKey"/>, of those of the workout that were done before.</returns>
    public async Task<IReadOnlyDictionary<string, LastSet>> OfAsync(string playerId, string sessionId, Workout workout, string? trainerId, CancellationToken cancellationToken)
    {
        var keys = workout.Exercises.Select(exercise => ExerciseKey.Of(exercise.Name)).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.LoggedSets.AsNoTracking()
            .Where(set => set.PlayerId == playerId && keys.Contains(set.ExerciseKey) && set.SessionId != sessionId
                && (trainerId == null || db.Sessions.Any(session => session.Id == set.SessionId && session.TrainerId == trainerId)))
            .GroupBy(set => set.ExerciseKey)
            .Select(sets => sets.OrderByDescending(set => set.At).First())
            .ToListAsync(cancellationToken);
        return last.ToDictionary(set => set.ExerciseKey, set => new LastSet(set.Reps, set.WeightKg, set.Seconds));
    }
}
