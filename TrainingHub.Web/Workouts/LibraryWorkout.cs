using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Workouts;

/// <summary>A workout as a trainer finds it in the library: their own, one that another shares, or an example.</summary>
/// <param name="OwnerId">The trainer's user id; null for an example.</param>
/// <param name="OwnerName">Null for an example, and where the trainer has no account any more.</param>
/// <param name="IsOwn">The reader may change it.</param>
/// <param name="ChangedAt">Null where it was not kept.</param>
public sealed record LibraryWorkout(
    string Id,
    string Name,
    WorkoutPlan Plan,
    ImmutableArray<string> Tags,
    bool IsTemplate,
    bool IsShared,
    string? OwnerId,
    string? OwnerName,
    bool IsOwn,
    DateTimeOffset? ChangedAt)
{
    public bool IsExample => OwnerId is null;

    /// <summary>As a session takes it; of a stored workout as it was expanded when it was saved.</summary>
    public required Workout Workout { get; init; }

    internal static LibraryWorkout Of(WorkoutRow row, string? ownerName, Caller reader) => new(
        row.Id, row.Name, row.Written() with { Type = row.Type }, [.. row.Tags], row.IsTemplate, row.IsShared, row.TrainerId, ownerName, row.TrainerId == reader.UserId, row.ChangedAt)
    {
        Workout = row.ToWorkout(),
    };

    internal static LibraryWorkout Of(Workout example) => new(
        example.WorkoutId, example.Name, WorkoutPlan.Of(example), [], IsTemplate: true, IsShared: true, null, null, IsOwn: false, null)
    {
        Workout = example,
    };

    internal bool Matches(LibraryFilter filter)
        => (filter.Type is not { } type || Plan.Type == type)
            && (filter.Tag is not { Length: > 0 } tag || Tags.Contains(tag.Trim().ToLowerInvariant()))
            && (filter.TemplatesOnly is false || IsTemplate)
            && (filter.Text is not { Length: > 0 } text || HasWords(text));

    // Each word somewhere: in the name, a tag, the description, the owner's name or a step's.
    private bool HasWords(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(word =>
        Has(Name, word) || Has(Plan.Description, word) || Has(OwnerName, word) || Tags.Any(tag => Has(tag, word))
        || Workout.Exercises.Any(exercise => Has(exercise.Name, word)) || Workout.Intervals.Any(interval => Has(interval.Name, word)));

    private static bool Has(string? where, string word) => where?.Contains(word, StringComparison.CurrentCultureIgnoreCase) == true;
}

/// <summary>Which workouts of the library; all by default.</summary>
/// <param name="Text">Words that must all be found in name, description, tags, owner or steps.</param>
/// <param name="Tag">Exactly this tag, in any case.</param>
public sealed record LibraryFilter(string? Text = null, string? Tag = null, WorkoutType? Type = null, bool TemplatesOnly = false);

/// <summary>A workout as a trainer saves it.</summary>
/// <param name="Tags">Kept in lower case, each once.</param>
public sealed record WorkoutDraft(string Name, WorkoutPlan Plan, ImmutableArray<string> Tags = default, bool IsTemplate = false, bool IsShared = false)
{
    private const int NameLength = 200, MostTags = 10, TagLength = 30;

    public ImmutableArray<string> Tags { get; init; } = Tags.IsDefault ? [] : Tags;

    /// <summary>As it is stored: trimmed, tags in lower case and each once.</summary>
    internal WorkoutDraft Tidy() => this with
    {
        Name = Name.Trim(),
        Tags = [.. Tags.Select(tag => tag.Trim().ToLowerInvariant()).Where(tag => tag.Length > 0).Distinct()],
    };

    /// <summary>A sentence that names what was wrong and what is allowed; null where all is well.</summary>
    public string? Fault()
        => Name.Trim().Length is var length && length is 0 or > NameLength ? $"The name was {length} characters long; it must have 1 to {NameLength}."
            : Tidy().Tags is var tags && tags.Length > MostTags ? $"There were {tags.Length} tags; at most {MostTags} are allowed."
            : tags.FirstOrDefault(tag => tag.Length > TagLength) is { } tag ? $"The tag \"{tag[..TagLength]}…\" was {tag.Length} characters long; at most {TagLength} are allowed."
            : !Enum.IsDefined(Plan.Type) ? $"The type was {Plan.Type}; allowed are strength, conditioning, hybrid and agility."
            : Plan.Fault();
}

/// <param name="Workout">Null with a refusal.</param>
public sealed record LibraryAnswer(LibraryWorkout? Workout, Refusal? Refusal = null);
