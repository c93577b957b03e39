namespace TrainingHub.Tests;

/// <summary>The project's data for judging by, in <c>../shared/data</c>; only ever read, and not on every machine.</summary>
internal static class SharedData
{
    /// <returns>The folder's path; null where it is not here.</returns>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "shared", "data", folder) is var found && Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
