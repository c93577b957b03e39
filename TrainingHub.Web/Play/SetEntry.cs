using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>What a player did in a set: repetitions or seconds, kg where there is a load, errors in a drill.</summary>
/// <param name="Instead">What was done in place of the plan's exercise; null where it was that.</param>
public sealed record LiftedSet(int? Reps, double? WeightKg, double? Seconds, int? Errors = null, Exercise? Instead = null);

/// <summary>The steppers' values of one set, for the player and for who logs on their behalf. They begin at what was done before in this session, else at the target, else at the last time's.</summary>
/// <param name="exercise">What is done: the plan's, or one in its place.</param>
/// <param name="isDrill">Attempts with a time and errors.</param>
public sealed class SetEntry(Exercise exercise, bool isDrill, ExerciseProgress? last, LastSet? offer)
{
    private const double RepsWithoutTarget = 10;

    public Exercise Exercise { get; } = exercise;

    public bool IsDrill { get; } = isDrill;

    public bool IsTimed => IsDrill || Exercise.Duration is not null;

    public bool HasLoad => !IsDrill && Exercise.WeightKg is not null;

    /// <summary>What the player did in an earlier session; null where there is nothing to offer.</summary>
    public LastSet? Offer { get; } = offer;

    public double Reps { get; set; } = exercise.Reps ?? offer?.Reps ?? RepsWithoutTarget;

    public double WeightKg { get; set; } = last?.ExerciseId == exercise.ExerciseId && last.Weight is { } lifted ? lifted
        : exercise.WeightKg is { } target and > 0 ? target : offer?.WeightKg ?? 0;

    public double Seconds { get; set; } = exercise.Duration?.TotalSeconds ?? (isDrill ? offer?.Seconds ?? 0 : 0);

    public double Errors { get; set; }

    /// <summary>Takes over the last time's values.</summary>
    public void TakeOffer()
    {
        Reps = Offer?.Reps ?? Reps;
        WeightKg = Offer?.WeightKg ?? WeightKg;
        Seconds = Offer?.Seconds ?? Seconds;
    }

    public LiftedSet Lifted => new(IsTimed ? null : (int)Reps, HasLoad ? WeightKg : null, IsTimed ? Seconds : null, IsDrill ? (int)Errors : null);

    /// <summary>The last time in words: <c>60 kg × 5</c>, <c>12 reps</c>, <c>45 s</c>; null where there is nothing to offer.</summary>
    public string? OfferText(Units units) => Offer switch
    {
        { WeightKg: { } kg, Reps: { } reps } when HasLoad => $"{units.WeightText(kg)} × {PlayText.Number(reps)}",
        { WeightKg: { } kg } when HasLoad => units.WeightText(kg),
        { Seconds: { } seconds } when IsTimed => $"{PlayText.Number(seconds)} s",
        { Reps: { } reps } when !IsTimed => $"{PlayText.Number(reps)} reps",
        _ => null,
    };
}
