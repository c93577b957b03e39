using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>A restore that is cut short at any moment leaves the old or the new, never a mixture that starts.</summary>
public sealed class RestoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Old = ["traininghub.db", "traininghub.db-wal", "traininghub.db-shm", "journal.db", "journal.db-wal", "journal.db-shm", "journal.db.repaired", "journal.mark", "keys/old.key"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-restore-");

    private DataFiles Files => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Before_it_is_decided_the_old_is_there_and_what_was_unpacked_is_cleared_away_by_the_next()
    {
        MakeOld();
        var abandoned = Unpack();

        using (await DataDirectory.OpenAsync(Files, TimeProvider.System))
        {
            Assert.All(Old, name => Assert.Equal("old", Read(name)));
            RestoredData.Prepare(Files, Now.AddDays(1));
        }

        Assert.False(Directory.Exists(abandoned));
    }

    [Fact]
    public async Task Once_it_is_decided_who_opens_the_directory_next_completes_it_wherever_it_was_cut_short()
    {
        MakeOld();
        RestoredData.Adopt(Files, Unpack());
        var all = _folder.GetDirectories("before-restore-*").Length;
        Assert.Equal(1, all);

        for (var cut = 0; cut < 13; cut++)
        {
            Clear();
            MakeOld();
            Directory.Move(Unpack(), Path.Combine(Files.Path, "restore-20260501T120000000Z"));
            Assert.True(RestoredData.IsPending(Files));
            _ = RestoredData.Steps(Files).Take(cut).Count();

            using (await DataDirectory.OpenAsync(Files, TimeProvider.System))
            {
                Assert.False(RestoredData.IsPending(Files));
                Assert.Equal(["journal.db", "keys/new.key", "traininghub.db"], Directory.GetFiles(Files.Path, "*", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(Files.Path, file)).Where(file => !file.StartsWith("before-", StringComparison.Ordinal) && file != "traininghub.lock").Order(StringComparer.Ordinal));
                Assert.All(["traininghub.db", "journal.db", "keys/new.key"], name => Assert.Equal("new", Read(name)));
                Assert.All(Old, name => Assert.Equal("old", Read($"before-restore-20260501T120000000Z/{name}")));
            }
        }
    }

    [Fact]
    public async Task Nothing_reads_a_directory_whose_restore_is_not_complete()
    {
        MakeOld();
        Directory.Move(Unpack(), Path.Combine(Files.Path, "restore-20260501T120000000Z"));

        Assert.Contains("was cut short", await Ops.RefusedAsync(Files.Path, "backup", Path.Combine(Files.Path, "b")), StringComparison.Ordinal);
        Assert.Contains("was cut short", await Ops.RefusedAsync(Files.Path, "export", "--session", "x"), StringComparison.Ordinal);
    }

    private void MakeOld()
    {
        Directory.CreateDirectory(Files.Keys);
        foreach (var name in Old)
        {
            File.WriteAllText(Files.In(name), "old");
        }
    }

    private string Unpack()
    {
        var folder = RestoredData.Prepare(Files, Now);
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        foreach (var name in new[] { "traininghub.db", "journal.db", "keys/new.key" })
        {
            File.WriteAllText(Path.Combine(folder, name), "new");
        }

        return folder;
    }

    private void Clear()
    {
        foreach (var entry in _folder.GetFileSystemInfos())
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    private string Read(string name) => File.ReadAllText(Files.In(name));
}
