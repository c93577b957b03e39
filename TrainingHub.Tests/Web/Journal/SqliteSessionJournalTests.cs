using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

public sealed class SqliteSessionJournalTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_and_epoch_are_there_when_it_is_opened_again()
    {
        string epoch;
        await using (var first = _folder.Open())
        {
            epoch = first.Epoch;
            await first.AppendAsync("a", 1, Examples.Samples(3), None);
        }

        await using var second = _folder.Open();
        Assert.Equal(epoch, second.Epoch);
        Assert.Equal(3, await CountAsync(second));
        await second.AppendAsync("a", 4, Examples.Samples(1), None);
    }

    [Fact]
    public async Task What_was_accepted_before_the_shutdown_is_written_and_what_comes_later_is_refused()
    {
        var journal = _folder.Open(window: TimeSpan.FromSeconds(1));
        await journal.AppendAsync("a", 1, Examples.Samples(1), None);
        var accepted = journal.AppendAsync("a", 2, Examples.Samples(2), None);

        await journal.DisposeAsync();

        await accepted;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync("a", 4, Examples.Samples(1), None));
        await using var again = _folder.Open();
        Assert.Equal(3, await CountAsync(again));
    }

    [Fact]
    public async Task The_first_after_a_rest_does_not_wait_and_all_who_come_within_the_window_share_the_next_commit()
    {
        var time = new FakeTimeProvider();
        await using var journal = _folder.Open(time, TimeSpan.FromMilliseconds(20));
        await journal.AppendAsync("first", 1, Examples.Samples(1), None).WaitAsync(TimeSpan.FromSeconds(30));

        var waiting = Enumerable.Range(0, 100).Select(i => journal.AppendAsync($"s{i}", 1, Examples.Samples(1), None)).ToList();
        await PassAsync(time, Task.WhenAll(waiting));
    }

    [Fact]
    public async Task A_disk_fault_refuses_all_who_wait_changes_nothing_and_the_next_append_tries_anew()
    {
        var time = new FakeTimeProvider();
        await using var journal = _folder.Open(time, TimeSpan.FromMilliseconds(20));
        await journal.AppendAsync("a", 1, Examples.Samples(1), None);
        _folder.Sql("CREATE TRIGGER fault BEFORE INSERT ON batch WHEN new.session_id = 'b' BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END");

        var a = journal.AppendAsync("a", 2, Examples.Samples(1), None);
        var b = journal.AppendAsync("b", 1, Examples.Samples(1), None);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => PassAsync(time, a));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => PassAsync(time, b));
        Assert.Equal(1, await CountAsync(journal));
        _folder.Sql("DROP TRIGGER fault");
        await PassAsync(time, journal.AppendAsync("a", 2, Examples.Samples(1), None));
        await PassAsync(time, journal.AppendAsync("b", 1, Examples.Samples(1), None));
        Assert.Equal(2, await CountAsync(journal));
    }

    [Theory]
    [InlineData("UPDATE batch SET events = replace(events, '101', '102') WHERE first_seq = 2", 2, "checksum")]
    [InlineData("UPDATE batch SET at = at + 1 WHERE first_seq = 3", 3, "checksum")]
    [InlineData("UPDATE batch SET session_id = 'b', first_seq = 9 WHERE first_seq = 2", 2, "missing")]
    [InlineData("DELETE FROM batch WHERE first_seq = 1", 1, "missing")]
    public async Task Damage_is_noticed_when_it_is_read(string damage, long seq, string finding)
    {
        await using var journal = _folder.Open();
        for (var i = 1; i <= 3; i++)
        {
            await journal.AppendAsync("a", i, [Examples.Sampled(Examples.Ada, 99 + i)], None);
        }

        _folder.Sql(damage);

        var error = await Assert.ThrowsAsync<JournalDamagedException>(() => CountAsync(journal));
        Assert.Contains($"session a at {seq}", error.Message, StringComparison.Ordinal);
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_readable_with_plain_sql()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 1, [Examples.Created, Examples.Sampled(Examples.Ada)], None);

        Assert.Equal("text", _folder.Sql("SELECT typeof(events) FROM batch"));
        Assert.Equal("created", _folder.Sql("SELECT json_extract(events, '$[0].type') FROM batch"));
        Assert.Equal(140.0, Convert.ToDouble(_folder.Sql("SELECT json_extract(events, '$[1].values.heartRate') FROM batch"), null));
        Assert.Equal("wal", _folder.Sql("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_refused_in_one_sentence()
    {
        await _folder.Open().DisposeAsync();
        _folder.Sql("PRAGMA user_version = 99");

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused_in_one_sentence()
    {
        await File.WriteAllTextAsync(_folder.Path, string.Concat(Enumerable.Repeat("This is not a database. ", 400)));

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains("is corrupt", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    // Once 20 ms would do, if it were known here that the writer has begun to wait.
    private static async Task PassAsync(FakeTimeProvider time, Task written)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!written.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        await written;
    }

    private static async Task<int> CountAsync(SqliteSessionJournal journal)
    {
        var count = 0;
        await foreach (var _ in journal.ReadAsync("a", 0, None))
        {
            count++;
        }

        return count;
    }
}
