namespace TrainingHub.Web.Api;

// What the OpenAPI document says of workouts. The shapes themselves are made in Workouts; a test holds the two together.

/// <summary>A page of workouts.</summary>
/// <param name="Next">Where there are more: goes back as `after`.</param>
internal sealed record WorkoutPage(IReadOnlyList<WorkoutItem> Items, string? Next);

/// <summary>A workout in a list.</summary>
/// <param name="Type">strength, conditioning, hybrid or agility.</param>
/// <param name="Template">Meant to be copied.</param>
/// <param name="Shared">All trainers may read, run and copy it.</param>
/// <param name="Example">Every installation has it; nobody changes it.</param>
/// <param name="Own">The caller may change it.</param>
/// <param name="Duration">Planned seconds, sets at an estimate.</param>
/// <param name="Intervals">Timed parts, repeats counted out.</param>
/// <param name="Sets">Sets and attempts, repeats counted out.</param>
internal record WorkoutItem(
    string WorkoutId, string Name, string Type, string? Description, IReadOnlyList<string> Tags, bool Template, bool Shared, bool Example, bool Own,
    string? OwnerId, string? OwnerName, DateTimeOffset? ChangedAt, double Duration, int Intervals, int Sets);

/// <summary>A workout with its steps.</summary>
internal sealed record WorkoutBody(
    string WorkoutId, string Name, string Type, string? Description, IReadOnlyList<string> Tags, bool Template, bool Shared, bool Example, bool Own,
    string? OwnerId, string? OwnerName, DateTimeOffset? ChangedAt, double Duration, int Intervals, int Sets, IReadOnlyList<StepBody> Steps);

/// <summary>A workout that was made of a file.</summary>
/// <param name="Notes">What could not be taken as the file says it, a sentence each.</param>
internal sealed record ImportedWorkout(
    string WorkoutId, string Name, string Type, string? Description, IReadOnlyList<string> Tags, bool Template, bool Shared, bool Example, bool Own,
    string? OwnerId, string? OwnerName, DateTimeOffset? ChangedAt, double Duration, int Intervals, int Sets, IReadOnlyList<StepBody> Steps, IReadOnlyList<string> Notes);

/// <summary>A workout to be saved.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Type">strength, conditioning, hybrid or agility.</param>
/// <param name="Steps">In the order of the work.</param>
/// <param name="Description">At most 2000 characters.</param>
/// <param name="Tags">At most 10 of 30 characters; kept in lower case.</param>
/// <param name="ChangedAt">Of the workout that the change is made to: a conflict where it was changed since. Left out: it is replaced whatever it is.</param>
internal sealed record WorkoutToSave(
    string Name, string Type, IReadOnlyList<StepBody> Steps, string? Description = null, IReadOnlyList<string>? Tags = null, bool Template = false, bool Shared = false,
    DateTimeOffset? ChangedAt = null);

/// <summary>A step of a plan; `step` tells which properties it has.</summary>
/// <param name="Step">exercise, drill, interval, transition or repeat.</param>
/// <param name="Name">1 to 200 characters; a repeat needs none.</param>
/// <param name="Id">The id that it has in sessions, at most 64 characters; left out: made of the name.</param>
/// <param name="Sets">Of an exercise, 1 to 100.</param>
/// <param name="Reps">Of an exercise: repetitions a set, 1 to 1000; left out where a set is timed, or is as many as one can.</param>
/// <param name="Weight">Of an exercise, kg.</param>
/// <param name="Duration">Of an interval or transition, or of a timed set; s.</param>
/// <param name="Rest">Of an exercise or drill: after each set or attempt, s.</param>
/// <param name="Attempts">Of a drill, 1 to 100.</param>
/// <param name="TargetTime">Of a drill: of one attempt, s.</param>
/// <param name="Distance">Of an interval, in place of its duration; m.</param>
/// <param name="Intensity">Of an interval: easy, moderate, hard or max.</param>
/// <param name="RampTo">Of an interval: what to hold at its end, in the target's kind, reached linearly.</param>
/// <param name="Cadence">Of an interval, a minute.</param>
/// <param name="Times">Of a repeat, 1 to 100.</param>
/// <param name="Steps">Of a repeat; repeats stand in repeats two levels deep.</param>
internal sealed record StepBody(
    string Step, string? Name = null, string? Id = null, int? Sets = null, int? Reps = null, double? Weight = null, double? Duration = null, double? Rest = null, int? Attempts = null,
    double? TargetTime = null, double? Distance = null, string? Intensity = null, TargetBody? Target = null, TargetBody? RampTo = null, int? Cadence = null, int? Times = null,
    IReadOnlyList<StepBody>? Steps = null);

/// <summary>A range to hold, both ends included.</summary>
/// <param name="Kind">heartRateZone, percentOfMaxHeartRate, percentOfFtp, heartRateBpm, powerWatts or paceSecondsPerKm.</param>
internal sealed record TargetBody(string Kind, double Min, double Max);
