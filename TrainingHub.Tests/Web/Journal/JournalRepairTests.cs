using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>Whatever happened to the file: it is noticed, the repair keeps what is sound and tells what is lost, and afterwards the journal is sound.</summary>
public sealed class JournalRepairTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_journal_is_left_alone()
    {
        await _folder.WriteAsync(("a", 30), ("b", 2));
        var before = await File.ReadAllBytesAsync(_folder.Path);

        Assert.Contains("is sound (2 sessions, 32 events); nothing was changed.", Repair(), StringComparison.Ordinal);

        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Path));
        Assert.DoesNotContain(Files(), file => file.Contains("repair", StringComparison.Ordinal) || file.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_there_is_no_journal_there_is_nothing_to_repair()
    {
        Assert.Contains("There is no journal", Repair(), StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_flipped_byte_costs_its_session_what_follows_and_the_others_nothing()
    {
        await _folder.WriteAsync(("a", 30), ("b", 20), ("c", 10));
        var whole = await TextsAsync();
        _folder.Sql("UPDATE batch SET events = replace(events, '\"v\":1', '\"v\":2') WHERE session_id = 'a' AND first_seq = 13");

        var report = Repair();

        Assert.Contains("Session a: the events 1 to 12 are kept, 13 to 30 are lost (18 events).", report, StringComparison.Ordinal);
        Assert.Contains("Session b: the events 1 to 20 are kept", report, StringComparison.Ordinal);
        Assert.Equal((12, whole["b"], whole["c"]), (Lines((await TextsAsync())["a"]), (await TextsAsync())["b"], (await TextsAsync())["c"]));
    }

    [Fact]
    public async Task A_compacted_row_that_tells_of_another_end_costs_nothing()
    {
        await _folder.WriteAsync(("a", 2500));
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", CancellationToken.None);
        }

        var whole = await TextsAsync();
        _folder.Sql("UPDATE compacted SET last_seq = 452 WHERE first_seq = 2001");

        Assert.Contains("Session a: the events 1 to 2500 are kept", Repair(), StringComparison.Ordinal);
        Assert.Equal(whole["a"], (await TextsAsync())["a"]);
    }

    [Fact]
    public async Task The_repaired_journal_has_another_epoch_and_takes_events_behind_what_was_kept()
    {
        await _folder.WriteAsync(("a", 30));
        var epoch = _folder.Sql("SELECT value FROM meta");
        _folder.Sql("DELETE FROM batch WHERE first_seq > 25");

        Assert.Contains("26 to 30 are lost (5 events)", Repair(), StringComparison.Ordinal);

        await using (var journal = _folder.Open())
        {
            Assert.NotEqual(epoch, journal.Epoch);
            await journal.AppendAsync("a", 26, Examples.Samples(1), CancellationToken.None);
        }

        Assert.Contains("nothing was changed", Repair(), StringComparison.Ordinal);
        Assert.Single(Files(), file => file.StartsWith("journal.db.damaged-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public async Task A_torn_page_is_noticed_and_what_lies_on_other_pages_is_kept(double place)
    {
        await _folder.WriteAsync([.. Enumerable.Range(0, 8).Select(i => ($"s{i}", 150))]);
        var whole = await TextsAsync();
        await using (var file = new FileStream(_folder.Path, FileMode.Open, FileAccess.ReadWrite))
        {
            // Half of a page as if another had been there: what a write that was cut short by a loss of power leaves.
            file.Position = (long)(file.Length / 4096 * place) * 4096;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 2048)]);
        }

        var report = Repair();

        Assert.DoesNotContain("nothing was changed", report, StringComparison.Ordinal);
        var kept = await TextsAsync();
        Assert.All(kept, session => Assert.StartsWith(session.Value, whole[session.Key], StringComparison.Ordinal));
        Assert.True(kept.Values.Count(text => Lines(text) == 150) >= 6, report);
        Assert.Contains("nothing was changed", Repair(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_file_is_refused_and_repaired()
    {
        await _folder.WriteAsync([.. Enumerable.Range(0, 8).Select(i => ($"s{i}", 150))]);
        var whole = await TextsAsync();
        await using (var file = new FileStream(_folder.Path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.SetLength(file.Length / 2 / 4096 * 4096);
        }

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains("run 'TrainingHub.Web repair'", refusal.Message, StringComparison.Ordinal);

        var report = Repair();

        Assert.Contains("are lost", report, StringComparison.Ordinal);
        var kept = await TextsAsync();
        Assert.All(kept, session => Assert.StartsWith(session.Value, whole[session.Key], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_truncated_log_is_refused_and_repaired()
    {
        using var crashed = new JournalFolder();
        await using (var journal = _folder.Open())
        {
            for (var seq = 1; seq <= 200; seq++)
            {
                await journal.AppendAsync("a", seq, Examples.Samples(1), CancellationToken.None);
            }

            // As a kill leaves them: the log is not folded into the file yet.
            foreach (var file in Directory.GetFiles(_folder.Folder).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            {
                await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await using var copy = File.Create(Path.Combine(crashed.Folder, Path.GetFileName(file)));
                await source.CopyToAsync(copy);
            }
        }

        await using (var log = new FileStream(crashed.Path + "-wal", FileMode.Open))
        {
            log.SetLength(log.Length / 2);
        }

        var refusal = Assert.Throws<StartupRefusedException>(() => crashed.Open());
        Assert.Contains("session a was written up to 200", refusal.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(crashed.Path + "-wal"), "what was found is left as it was");

        var report = Repair(crashed);

        Assert.Contains("Session a: the events 1 to ", report, StringComparison.Ordinal);
        Assert.Contains("to 200 are lost", report, StringComparison.Ordinal);
        await using var repaired = crashed.Open();
        Assert.StartsWith("1 ", await JournalFolder.TextAsync(repaired, "a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compacted_rows_are_kept_too()
    {
        await _folder.WriteAsync(("a", 2500), ("b", 20));
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", CancellationToken.None);
        }

        var whole = await TextsAsync();
        _folder.Sql("DELETE FROM batch WHERE session_id = 'b' AND first_seq = 3");

        Assert.Contains("Session b: the events 1 to 2 are kept, 3 to 20 are lost", Repair(), StringComparison.Ordinal);

        Assert.Equal(whole["a"], (await TextsAsync())["a"]);
        Assert.NotEqual(0L, _folder.Sql("SELECT count(*) FROM compacted"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_leaves_nothing_but_is_kept_aside()
    {
        await _folder.WriteAsync(("a", 3));
        await File.WriteAllTextAsync(_folder.Path, string.Concat(Enumerable.Repeat("This is not a database. ", 400)));

        var report = Repair();

        Assert.Contains("Session a: nothing is kept, 1 to 3 are lost (3 events).", report, StringComparison.Ordinal);
        await _folder.Open().DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_repair_that_was_cut_short_is_completed_and_until_then_the_server_does_not_start(bool movedAside)
    {
        await _folder.WriteAsync(("a", 30));
        _folder.Sql("DELETE FROM batch WHERE first_seq > 25");
        Repair();
        File.Move(_folder.Path, _folder.Path + ".repaired");
        if (!movedAside)
        {
            File.Move(Directory.GetFiles(_folder.Folder, "journal.db.damaged-*").Single(), _folder.Path);
        }

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains("interrupted", refusal.Message, StringComparison.Ordinal);

        Assert.Contains("is repaired", Repair(), StringComparison.Ordinal);
        Assert.Equal(25, Lines((await TextsAsync())["a"]));
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_not_touched()
    {
        await _folder.WriteAsync(("a", 3));
        _folder.Sql("PRAGMA user_version = 99");

        Assert.Throws<StartupRefusedException>(() => Repair());

        Assert.DoesNotContain(Files(), file => file.Contains("repair", StringComparison.Ordinal) || file.Contains("damaged", StringComparison.Ordinal));
        Assert.Equal(3L, _folder.Sql("SELECT count(*) FROM batch"));
    }

    private string Repair(JournalFolder? folder = null)
    {
        using var report = new StringWriter();
        JournalRepair.Run((folder ?? _folder).Folder, report);
        return report.ToString();
    }

    private List<string> Files() => [.. Directory.GetFiles(_folder.Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private async Task<Dictionary<string, string>> TextsAsync()
    {
        await using var journal = _folder.Open();
        var texts = new Dictionary<string, string>();
        await foreach (var (sessionId, _) in journal.LastSeqsAsync(CancellationToken.None))
        {
            texts[sessionId] = await JournalFolder.TextAsync(journal, sessionId);
        }

        return texts;
    }

    private static int Lines(string text) => text.Split('\n').Length;
}
