using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TrainingHub.Tests.Rules;

/// <summary>What the core may not know, and where threads may meet in it.</summary>
public sealed partial class CoreTests
{
    [Fact]
    public void Core_references_no_web_and_no_database_package()
    {
        var references = typeof(TrainingHub.Core.Ids).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.All(references, name => Assert.True(
            name.StartsWith("System", StringComparison.Ordinal) || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal)),
            $"Core references {name}."));
    }

    [Fact]
    public void Threads_meet_only_in_live_sessions_and_in_the_journal()
    {
        var core = Path.Combine(Root(), "TrainingHub.Core");
        var sources = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(core, path).Replace('\\', '/'), Path: path))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(sources);

        var meetings = sources
            .Where(file => !file.Name.StartsWith("Sessions/Live/", StringComparison.Ordinal) && !file.Name.StartsWith("Journal/", StringComparison.Ordinal))
            .Where(file => Synchronisation().IsMatch(Comments().Replace(File.ReadAllText(file.Path), "")))
            .Select(file => file.Name);

        // An update is shared by all watches of an audience, and a door encodes it once: whichever thread comes first.
        // Sets of instants that grow out of one another share their memory: whichever grows first takes the room.
        Assert.Equal(["Metrics/InstantSet.cs", "Sessions/SessionUpdate.cs"], meetings.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\block\s*\(|\bLock\b|\bSemaphoreSlim\b|\bMonitor\b|\bConcurrent\w+|\bInterlocked\b|\bImmutableInterlocked\b|\bMutex\b|\bReaderWriterLock\w*")]
    private static partial Regex Synchronisation();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
