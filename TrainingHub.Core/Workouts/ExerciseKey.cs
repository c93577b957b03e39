namespace TrainingHub.Core.Workouts;

/// <summary>By which an exercise is known again from one workout to the next: ids belong to one workout, names are written by hand.</summary>
public static class ExerciseKey
{
    /// <summary>The name without differences of case and blanks; empty for one that is all blank.</summary>
    public static string Of(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
