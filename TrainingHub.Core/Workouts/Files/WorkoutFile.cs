using System.Collections.Immutable;
using System.Text;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>What a file of another program says, as a plan.</summary>
/// <param name="Plan">Null with a fault.</param>
/// <param name="Name">Null where the file says none.</param>
/// <param name="Tags">In lower case, at most 10 of 30 characters.</param>
/// <param name="Notes">Sentences about what could not be taken as it was.</param>
/// <param name="Fault">Why it could not be read: a sentence that names the line (of a FIT file: the byte) and the cause.</param>
public sealed record WorkoutFileResult(WorkoutPlan? Plan, string? Name, ImmutableArray<string> Tags, ImmutableArray<string> Notes, string? Fault)
{
    internal static WorkoutFileResult Failed(string fault) => new(null, null, [], [], fault);
}

/// <summary>A plan in the format of another program.</summary>
/// <param name="Content">Null with a fault.</param>
/// <param name="Notes">Sentences about what the format cannot say.</param>
/// <param name="Fault">Why nothing could be written.</param>
public sealed record WrittenWorkoutFile(byte[]? Content, ImmutableArray<string> Notes, string? Fault);

/// <summary>Workout files of other programs: .zwo, .erg, .mrc and .fit are read, .zwo and .fit written.</summary>
public static class WorkoutFile
{
    /// <summary>A larger file is refused: the largest real ones have some 50 KB.</summary>
    public const int LargestBytes = 1024 * 1024;

    /// <param name="fileName">Its ending tells the format; where that is another one, the content does.</param>
    /// <returns>A plan without a fault of its own, or why there is none. Nothing in a file makes it throw.</returns>
    public static WorkoutFileResult Read(string fileName, ReadOnlyMemory<byte> content)
    {
        if (content.Length > LargestBytes)
        {
            return WorkoutFileResult.Failed($"The file has {content.Length} bytes; at most {LargestBytes} are read.");
        }

        if (content.IsEmpty)
        {
            return WorkoutFileResult.Failed("The file is empty.");
        }

        try
        {
            var read = FormatOf(fileName, content.Span) switch
            {
                ".zwo" => ZwoFile.Read(content),
                ".erg" => ErgFile.Read(content, isPercent: false),
                ".mrc" => ErgFile.Read(content, isPercent: true),
                ".fit" => FitWorkoutFile.Read(content),
                _ => WorkoutFileResult.Failed("This is no workout file that can be read; .zwo, .erg, .mrc and .fit can."),
            };
            return read.Plan?.Fault() is { } fault ? WorkoutFileResult.Failed(fault) : read;
        }
        catch (WorkoutFileException error)
        {
            return WorkoutFileResult.Failed(error.Message);
        }
    }

    /// <summary>The plan as a .zwo; what the format cannot say is noted.</summary>
    public static WrittenWorkoutFile WriteZwo(string name, WorkoutPlan plan, IEnumerable<string> tags) => ZwoWriter.Write(name, plan, tags);

    /// <summary>The plan as a FIT workout; what the format cannot say is noted.</summary>
    /// <param name="created">What the file tells as its time of creation.</param>
    public static WrittenWorkoutFile WriteFit(string name, WorkoutPlan plan, DateTimeOffset created) => FitWorkoutWriter.Write(name, plan, created);

    private static string? FormatOf(string fileName, ReadOnlySpan<byte> content)
    {
        var ending = Path.GetExtension(fileName).ToLowerInvariant();
        if (ending is ".zwo" or ".erg" or ".mrc" or ".fit")
        {
            return ending;
        }

        var start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 1024)]);
        return FitFile.IsOne(content) ? ".fit"
            : start.Contains("<workout_file", StringComparison.OrdinalIgnoreCase) ? ".zwo"
            : start.Contains("[COURSE HEADER]", StringComparison.OrdinalIgnoreCase) ? ".erg"
            : null;
    }
}

/// <summary>A file cannot be read; the message names the place and the cause. Never leaves <see cref="WorkoutFile"/>.</summary>
internal sealed class WorkoutFileException(string message) : Exception(message);
