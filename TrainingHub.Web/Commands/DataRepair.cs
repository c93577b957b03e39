using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Commands;

/// <summary><c>repair</c>: a damaged journal becomes one that the server starts with.</summary>
internal static class DataRepair
{
    /// <exception cref="StartupRefusedException">It cannot be done, or a server runs.</exception>
    public static async Task RunAsync(DataFiles files, TextWriter report, TimeProvider time)
    {
        if (!Directory.Exists(files.Path))
        {
            throw new StartupRefusedException($"There is no data directory '{files.Path}'; nothing was changed.");
        }

        using var held = await DataDirectory.OpenAsync(files, time);
        try
        {
            JournalRepair.Run(files.Path, report);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartupRefusedException($"The journal '{files.Journal}' could not be repaired: {error.Message.TrimEnd('.')}; run the command again when that is mended.", error);
        }
    }
}
