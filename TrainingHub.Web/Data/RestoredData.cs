using System.Globalization;

namespace TrainingHub.Web.Data;

/// <summary>
/// A restore's last step: what was unpacked and verified takes the place of what is there. It stands in a folder of its own, whose one renaming decides;
/// from then on the restore is completed by whoever opens the data directory next, however often it is cut short.
/// </summary>
public static class RestoredData
{
    private const string Unpacking = "restoring-", Decided = "restore-", Aside = "before-restore-";

    // What each restored one replaces, in order: a database's log must never be found beside another database.
    private static readonly (string Restored, string[] Replaced)[] Replaced =
    [
        ("traininghub.db", ["traininghub.db-wal", "traininghub.db-shm", "traininghub.db"]),
        ("journal.db", ["journal.db-wal", "journal.db-shm", "journal.db.repaired", "journal.db.repairing", "journal.mark", "journal.db"]),
        ("keys", ["keys"]),
    ];

    /// <summary>A folder to unpack into; what an earlier restore left unpacked is removed. For who holds the data directory.</summary>
    public static string Prepare(DataFiles files, DateTimeOffset now)
    {
        foreach (var abandoned in Directory.GetDirectories(files.Path, Unpacking + "*"))
        {
            Directory.Delete(abandoned, recursive: true);
        }

        var folder = files.In(Unpacking + now.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture));
        DataDirectory.CreateFolder(folder);
        return folder;
    }

    /// <summary>Puts the prepared folder's content in place.</summary>
    /// <returns>The folder that holds what was there before.</returns>
    public static string Adopt(DataFiles files, string prepared)
    {
        var stamp = Path.GetFileName(prepared)[Unpacking.Length..];
        Directory.Move(prepared, files.In(Decided + stamp));
        Complete(files);
        return files.In(Aside + stamp);
    }

    /// <summary>Whether a restore was decided and cut short: until it is completed the files are partly the old and partly the new ones.</summary>
    public static bool IsPending(DataFiles files) => Directory.Exists(files.Path) && Directory.GetDirectories(files.Path, Decided + "*").Length > 0;

    /// <summary>Completes a restore that was decided; does nothing where there is none. For who holds the data directory.</summary>
    public static void Complete(DataFiles files)
    {
        foreach (var _ in Steps(files))
        {
            // each is taken when the next is asked for
        }
    }

    /// <summary>What completes a decided restore, a renaming at a time, each made when it is asked for: between any two the process may end.</summary>
    public static IEnumerable<string> Steps(DataFiles files)
    {
        foreach (var decided in Directory.GetDirectories(files.Path, Decided + "*").Order(StringComparer.Ordinal))
        {
            var aside = files.In(Aside + Path.GetFileName(decided)[Decided.Length..]);
            DataDirectory.CreateFolder(aside);
            foreach (var (restored, replaced) in Replaced)
            {
                // Once it is in its place, what lies there is the restored one.
                foreach (var name in replaced.Where(_ => Path.Exists(Path.Combine(decided, restored))))
                {
                    DeleteIfEmpty(files.In(name));
                    if (Path.Exists(files.In(name)))
                    {
                        Directory.Move(files.In(name), Path.Combine(aside, name)); // renames files too
                        yield return $"{name} put aside";
                    }
                }

                if (Path.Exists(Path.Combine(decided, restored)))
                {
                    Directory.Move(Path.Combine(decided, restored), files.In(restored));
                    yield return $"{restored} put in place";
                }
            }

            DeleteIfEmpty(aside);
            Directory.Delete(decided);
            yield return "done";
        }
    }

    private static void DeleteIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
