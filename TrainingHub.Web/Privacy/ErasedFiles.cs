using TrainingHub.Web.Data;

namespace TrainingHub.Web.Privacy;

/// <summary>What lies in the data directory besides what the server works with.</summary>
internal static class ErasedFiles
{
    private static readonly string[] Patterns = ["*.damaged-*", "before-restore-*", "restoring-*", "*.repairing*"];

    /// <summary>What repairs and restores put aside: whole copies from before, which are the operator's to delete.</summary>
    public static IEnumerable<string> Aside(DataFiles files)
        => Patterns.SelectMany(pattern => Directory.EnumerateFileSystemEntries(files.Path, pattern)).Order(StringComparer.Ordinal);
}
