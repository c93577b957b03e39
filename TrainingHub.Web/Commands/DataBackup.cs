using Microsoft.Data.Sqlite;
using TrainingHub.Core;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Commands;

/// <summary><c>backup FILE</c>: one archive of a data directory, made while a server may be working on it.</summary>
internal static class DataBackup
{
    /// <exception cref="StartupRefusedException">It cannot be made; there is then no file.</exception>
    public static async Task<(string File, long Bytes)> RunAsync(DataFiles files, string file, TimeProvider time, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(file);
        if (Path.Exists(target))
        {
            throw new StartupRefusedException($"'{target}' exists already; a backup overwrites nothing.");
        }

        if (Path.GetDirectoryName(target) is { } folder && !Directory.Exists(folder))
        {
            throw new StartupRefusedException($"There is no folder '{folder}' for the backup.");
        }

        ReadableData.Demand(files, files.Database, files.Journal);
        // Beside the target: on its disk, and there is no moment in which half a backup bears its name.
        var work = $"{target}.{Ids.New()}.partial";
        try
        {
            DataDirectory.CreateFolder(work);
            var archive = Path.Combine(work, "archive");
            await BackupArchive.WriteAsync(archive, time.GetUtcNow(), await CopyAsync(files, work, cancellation), cancellation);
            await VerifyAsync(archive, work, cancellation);
            File.Move(archive, target);
            return (target, new FileInfo(target).Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartupRefusedException($"The backup '{target}' could not be made: {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static async Task<List<(string Name, string Source)>> CopyAsync(DataFiles files, string work, CancellationToken cancellation)
    {
        var (database, journal) = (Path.Combine(work, BackupArchive.Database), Path.Combine(work, BackupArchive.Journal));
        // In this order the journal is never behind the lists that are made from it; nor are the keys behind what they protect.
        await DatabaseFile.CopyAsync(files.Database, database, cancellation);
        await DatabaseFile.CopyAsync(files.Journal, journal, cancellation);
        var keys = Directory.GetFiles(files.Keys).Where(key => !key.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return [(BackupArchive.Database, database), (BackupArchive.Journal, journal), .. keys.Select(key => ($"{BackupArchive.Keys}/{Path.GetFileName(key)}", key))];
    }

    private static async Task VerifyAsync(string archive, string work, CancellationToken cancellation)
    {
        var again = Path.Combine(work, "again");
        DataDirectory.CreateFolder(again);
        await BackupArchive.UnpackAsync(archive, again, cancellation);
        await DatabaseFile.CheckAsync(Path.Combine(again, BackupArchive.Database), cancellation);
        await DatabaseFile.CheckAsync(Path.Combine(again, BackupArchive.Journal), cancellation);
    }
}
