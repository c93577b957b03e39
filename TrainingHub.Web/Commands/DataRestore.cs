using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Commands;

/// <param name="MadeAt">When the backup was begun.</param>
/// <param name="Aside">Where what was there before is now; null where nothing was.</param>
internal sealed record Restored(DateTimeOffset MadeAt, string? Aside);

/// <summary><c>restore FILE</c>: a backup takes the place of a data directory's content.</summary>
internal static class DataRestore
{
    /// <exception cref="StartupRefusedException">It cannot be done; what was there is then as it was.</exception>
    public static async Task<Restored> RunAsync(DataFiles files, string file, TimeProvider time, CancellationToken cancellation)
    {
        using var held = await DataDirectory.OpenAsync(files, time);
        var unpacked = RestoredData.Prepare(files, time.GetUtcNow());
        try
        {
            var contents = await BackupArchive.UnpackAsync(Path.GetFullPath(file), unpacked, cancellation);
            var (database, journal) = (Path.Combine(unpacked, BackupArchive.Database), Path.Combine(unpacked, BackupArchive.Journal));
            await DatabaseFile.CheckAsync(database, cancellation);
            await DatabaseFile.CheckAsync(journal, cancellation);
            await DatabaseFile.RefuseNewerAsync(database, journal, cancellation);
            await DatabaseFile.RenewEpochAsync(journal, cancellation);
            var aside = RestoredData.Adopt(files, unpacked);
            return new Restored(contents.At, Directory.Exists(aside) ? aside : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartupRefusedException($"'{file}' could not be restored to '{files.Path}': {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }
}
