using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>A journal that lost its end is noticed by what stands beside it.</summary>
public sealed class JournalMarkTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_an_append_is_acknowledged_its_mark_stands_in_the_file()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 1, Examples.Samples(3), CancellationToken.None);
        await journal.AppendAsync("b", 1, Examples.Samples(1), CancellationToken.None);

        Assert.Equal([$"epoch {journal.Epoch}", "3 a", "1 b"], await ReadWhileOpenAsync());
    }

    [Fact]
    public async Task A_conflict_leaves_no_mark()
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 1, Examples.Samples(3), CancellationToken.None);
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync("a", 2, Examples.Samples(9), CancellationToken.None));

        Assert.Equal("3 a", (await ReadWhileOpenAsync())[^1]);
    }

    [Fact]
    public async Task A_clean_shutdown_leaves_one_line_a_session()
    {
        await _folder.WriteAsync(("a", 30), ("b", 2));
        var lines = await File.ReadAllLinesAsync(_folder.Mark);
        Assert.Equal(["30 a", "2 b"], lines[1..]);
    }

    [Theory]
    [InlineData("DELETE FROM batch WHERE session_id = 'a' AND first_seq > 20", "session a was written up to 30, but ends at 20 (10 events are missing)")]
    [InlineData("DELETE FROM batch WHERE session_id = 'a'", "session a was written up to 30, but ends at 0 (30 events are missing)")]
    [InlineData("DELETE FROM batch", "(30 events are missing), and 1 more sessions end too early")]
    [InlineData("UPDATE batch SET at = at + 1 WHERE session_id = 'b' AND first_seq = 2", "is damaged in session b at 2 (its checksum is wrong)")]
    public async Task A_journal_that_ends_before_its_mark_is_refused_in_one_sentence_that_names_the_repair(string damage, string finding)
    {
        await _folder.WriteAsync(("a", 30), ("b", 2));
        _folder.Sql(damage);

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());

        Assert.Contains(finding, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("run 'TrainingHub.Web repair'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Throws<StartupRefusedException>(() => _folder.Open());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_is_gone_or_empty_is_not_silently_begun_anew(bool gone)
    {
        await _folder.WriteAsync(("a", 3));
        if (gone)
        {
            File.Delete(_folder.Path);
        }
        else
        {
            await File.WriteAllBytesAsync(_folder.Path, []);
        }

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains("missing or empty", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_last_line_counts_for_nothing_and_no_mark_is_fine()
    {
        await _folder.WriteAsync(("a", 3));
        await File.AppendAllTextAsync(_folder.Mark, "99 a");
        await _folder.Open().DisposeAsync();
        Assert.Equal("3 a", (await File.ReadAllLinesAsync(_folder.Mark))[^1]);

        File.Delete(_folder.Mark);
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 4, Examples.Samples(1), CancellationToken.None);
        Assert.Equal("4 a", (await ReadWhileOpenAsync())[^1]);
    }

    [Fact]
    public async Task The_mark_of_another_epoch_says_nothing()
    {
        await _folder.WriteAsync(("a", 3));
        _folder.Sql("UPDATE meta SET value = 'Restored0001' WHERE name = 'epoch'");
        _folder.Sql("DELETE FROM batch WHERE first_seq = 3");

        await using var journal = _folder.Open();

        Assert.Equal(["epoch Restored0001"], await ReadWhileOpenAsync());
    }

    [Fact]
    public async Task The_file_is_rewritten_when_it_has_grown()
    {
        await using var journal = _folder.Open(window: TimeSpan.Zero);
        await journal.AppendAsync("a", 1, Examples.Samples(1), CancellationToken.None);
        await using (var grown = new FileStream(_folder.Mark, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            grown.SetLength(2 << 20);
        }

        await journal.AppendAsync("a", 2, Examples.Samples(1), CancellationToken.None);

        Assert.Equal([$"epoch {journal.Epoch}", "2 a"], await ReadWhileOpenAsync());
    }

    private async Task<string[]> ReadWhileOpenAsync()
    {
        await using var file = new FileStream(_folder.Mark, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
