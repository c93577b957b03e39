using TrainingHub.Web.Data;

namespace TrainingHub.Web.Commands;

/// <summary>What a command asks of a data directory that it only reads, and that a server may be working on.</summary>
internal static class ReadableData
{
    /// <exception cref="StartupRefusedException">There is nothing to read, or not now.</exception>
    /// <param name="needed">Files that must be there.</param>
    public static void Demand(DataFiles files, params string[] needed)
    {
        if (RestoredData.IsPending(files))
        {
            throw new StartupRefusedException($"A restore of '{files.Path}' was cut short; start the server once, which completes it.");
        }

        DemandFolder(files, needed);
    }

    /// <exception cref="StartupRefusedException">There is no such folder, or not what is needed in it.</exception>
    public static void DemandFolder(DataFiles files, params string[] needed)
    {
        if (!Directory.Exists(files.Path) || !needed.All(File.Exists))
        {
            throw new StartupRefusedException($"There is no data of TrainingHub in '{files.Path}'; name its folder with --Data:Directory.");
        }
    }
}
