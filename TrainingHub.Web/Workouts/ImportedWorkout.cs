using System.Collections.Immutable;
using TrainingHub.Core.Workouts.Files;

namespace TrainingHub.Web.Workouts;

/// <summary>A file that was read, before it is saved.</summary>
/// <param name="Notes">Sentences about what could not be taken as it was.</param>
public sealed record ImportedWorkout(string FileName, WorkoutDraft Draft, ImmutableArray<string> Notes);

/// <param name="Import">Null with a fault.</param>
/// <param name="Fault">A sentence that names the file, the place in it and the cause.</param>
public readonly record struct ImportRead(ImportedWorkout? Import, string? Fault)
{
    private const int NameLength = 200;

    /// <summary>What a file says, as a workout that can be saved. A file without a name of its own is called as the file is.</summary>
    public static ImportRead Of(string fileName, ReadOnlyMemory<byte> content)
    {
        var read = WorkoutFile.Read(fileName, content);
        if (read.Plan is not { } plan)
        {
            return new ImportRead(null, $"{fileName}: {read.Fault}");
        }

        var name = string.IsNullOrWhiteSpace(read.Name) ? Path.GetFileNameWithoutExtension(fileName) : read.Name.Trim();
        var draft = new WorkoutDraft(name[..Math.Min(name.Length, NameLength)], plan, read.Tags);
        return draft.Fault() is { } fault ? new ImportRead(null, $"{fileName}: {fault}") : new ImportRead(new ImportedWorkout(fileName, draft, read.Notes), null);
    }
}
