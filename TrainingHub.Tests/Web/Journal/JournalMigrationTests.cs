using Microsoft.Data.Sqlite;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>A journal of version 1 becomes one of version 2, whenever the process is killed.</summary>
public sealed class JournalMigrationTests : IDisposable
{
    private const string MakeVersion1 = """
        DROP TABLE compacted;
        DROP TABLE snapshot;
        PRAGMA user_version = 1;
        """;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_keeps_its_events_and_its_epoch()
    {
        var epoch = await WriteVersion1Async();

        await using var journal = _folder.Open();

        Assert.Equal(epoch, journal.Epoch);
        Assert.Equal(3, (await JournalFolder.TextAsync(journal, "a")).Split('\n').Length);
        await journal.AppendAsync("a", 4, Examples.Samples(1), CancellationToken.None);
        Assert.Equal(2L, _folder.Sql("PRAGMA user_version"));
    }

    [Fact]
    public async Task Whoever_is_killed_in_it_begins_again()
    {
        await WriteVersion1Async();
        using var killed = new JournalFolder();
        await using (var connection = new SqliteConnection($"Data Source={_folder.Path};Pooling=False"))
        {
            // What a kill leaves of a transaction: its pages were written to the log, its commit was not.
            await connection.OpenAsync();
            await using var migration = new SqliteCommand(
                "PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE compacted (x); CREATE TABLE snapshot (x); PRAGMA user_version = 2; CREATE TABLE spill AS SELECT randomblob(100000)", connection);
            await migration.ExecuteNonQueryAsync();
            Assert.True(new FileInfo(_folder.Path + "-wal").Length > 100_000, "the transaction's pages are in the log");
            File.Copy(_folder.Path, killed.Path);
            File.Copy(_folder.Path + "-wal", killed.Path + "-wal");
        }

        await using var journal = killed.Open();

        Assert.Equal(3, (await JournalFolder.TextAsync(journal, "a")).Split('\n').Length);
        Assert.Equal(2L, killed.Sql("PRAGMA user_version"));
        Assert.Equal(7L, killed.Sql("SELECT count(*) FROM pragma_table_info('compacted')"));
    }

    private async Task<string> WriteVersion1Async()
    {
        await _folder.WriteAsync(("a", 3));
        File.Delete(_folder.Mark);
        _folder.Sql(MakeVersion1);
        return (string)_folder.Sql("SELECT value FROM meta WHERE name = 'epoch'")!;
    }
}
