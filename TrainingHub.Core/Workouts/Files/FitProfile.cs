namespace TrainingHub.Core.Workouts.Files;

/// <summary>The numbers of the FIT profile (Garmin FIT SDK, Profile.xlsx) that workouts use: file_id(0), workout(26), workout_step(27).</summary>
internal static class FitProfile
{
    public const ushort FileId = 0, Workout = 26, WorkoutStep = 27;

    /// <summary>file_id.type of a workout.</summary>
    public const long WorkoutFile = 5;

    /// <summary>A step's index among the steps.</summary>
    public const byte MessageIndex = 254;

    /// <summary>FIT's time counts seconds from here.</summary>
    public static readonly DateTimeOffset Epoch = new(1989, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of power zones 1 to 7, in % of FTP: Coggan's levels.</summary>
    public static readonly (double Min, double Max)[] PowerZones = [(0, 55), (56, 75), (76, 90), (91, 105), (106, 120), (121, 150), (151, 300)];

    private static readonly string[] _exercises =
    [
        "Bench press", "Calf raise", "Cardio", "Carry", "Chop", "Core", "Crunch", "Curl", "Deadlift", "Flye", "Hip raise", "Hip stability", "Hip swing", "Hyperextension",
        "Lateral raise", "Leg curl", "Leg raise", "Lunge", "Olympic lift", "Plank", "Plyo", "Pull up", "Push up", "Row", "Shoulder press", "Shoulder stability", "Shrug",
        "Sit up", "Squat", "Total body", "Triceps extension", "Warm up", "Run",
    ];

    /// <summary>The name of an exercise_category; null of an unknown one.</summary>
    public static string? Exercise(long? category) => category is { } known && known < _exercises.Length && known >= 0 ? _exercises[known] : null;

    /// <summary>The exercise_category of a name; null where it is none of theirs.</summary>
    public static long? CategoryOf(string name)
        => Array.FindIndex(_exercises, known => known.Equals(name.Replace('-', ' '), StringComparison.OrdinalIgnoreCase)) is var index and >= 0 ? index : null;

    public static class File
    {
        public const byte Type = 0, Manufacturer = 1, Product = 2, TimeCreated = 4;
    }

    public static class Plan
    {
        public const byte Sport = 4, Steps = 6, Name = 8, SubSport = 11, Description = 17;
    }

    public static class Step
    {
        public const byte Name = 0, DurationType = 1, Duration = 2, TargetType = 3, Target = 4, Low = 5, High = 6, Intensity = 7, Category = 10, Weight = 12,
            SecondType = 19, SecondLow = 21, SecondHigh = 22;
    }

    /// <summary>wkt_step_duration; each says what duration_value is.</summary>
    public static class Until
    {
        public const long Time = 0, Distance = 1, HeartRateBelow = 2, HeartRateAbove = 3, Calories = 4, Open = 5, StepsDone = 6, RepeatForTime = 7, RepeatForDistance = 8,
            RepeatLast = 13, PowerBelow = 14, PowerAbove = 15, RepetitionTime = 28, Reps = 29, TimeOnly = 31;
    }

    /// <summary>wkt_step_target.</summary>
    public static class Aim
    {
        public const long Speed = 0, HeartRate = 1, Open = 2, Cadence = 3, Power = 4, Power3S = 7, PowerLap = 10, SpeedLap = 12, HeartRateLap = 13;
    }

    /// <summary>intensity.</summary>
    public static class Effort
    {
        public const long Active = 0, Rest = 1, WarmUp = 2, CoolDown = 3, Recovery = 4, Interval = 5, Other = 6;
    }
}
