using TrainingHub.Core.Athletes;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>An ended session takes a fifth of its size, and is read as before.</summary>
public sealed class SessionCompactionTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compacted_events_are_read_as_before_from_any_place()
    {
        await _folder.WriteAsync(("a", 2500), ("b", 3));
        await using var journal = _folder.Open();
        long[] places = [0, 1, 999, 1000, 1001, 2499, 2500, 2600];
        var before = await TextsAsync(journal, places);

        await journal.CompactAsync("a", None);

        Assert.Equal(0L, _folder.Sql("SELECT count(*) FROM batch WHERE session_id = 'a'"));
        Assert.True(_folder.Sql("SELECT count(*) FROM compacted") is > 1L);
        Assert.Equal(before, await TextsAsync(journal, places));
        Assert.Equal([("a", 2500L), ("b", 3L)], await LastSeqsAsync(journal));
    }

    [Fact]
    public async Task What_comes_late_follows_the_compacted_and_is_compacted_in_its_turn()
    {
        await _folder.WriteAsync(("a", 30));
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", None);
            await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync("a", 1, Examples.Samples(1), None));
            await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync("a", 30, Examples.Samples(1), None));
            await journal.AppendAsync("a", 31, Examples.Samples(5), None);
            Assert.Equal(35, (await JournalFolder.TextAsync(journal, "a")).Split('\n').Length);
            await journal.CompactAsync("a", None);
        }

        await using var again = _folder.Open();
        Assert.Equal(35, (await JournalFolder.TextAsync(again, "a")).Split('\n').Length);
        Assert.Equal([("a", 35L)], await LastSeqsAsync(again));
        await again.AppendAsync("a", 36, Examples.Samples(1), None);
    }

    [Fact]
    public async Task A_realistic_session_takes_at_most_a_fifth()
    {
        var athletes = Enumerable.Range(0, 6).Select(seed => new SimulatedAthlete(new AthleteProfile((Sport)(seed % 3), 185, 50, 240, 70), seed)).ToList();
        await using var journal = _folder.Open(window: TimeSpan.Zero);
        var seq = 1;
        for (var second = 0; second < 1200; second += 2)
        {
            foreach (var (values, player) in athletes.Select((athlete, player) => (athlete.Step(TimeSpan.FromSeconds(2), 0.8), player)))
            {
                if (values is not null)
                {
                    var at = Examples.T0.AddSeconds(second).AddTicks(7919 * seq);
                    await journal.AppendAsync("a", seq++, [new SessionEvent.MetricsReported($"Player{player:000000}", "strap-" + player, at.AddMilliseconds(-37), TimeSpan.FromMilliseconds(12.5), values) { At = at }], None);
                }
            }
        }

        var (before, after) = await journal.CompactAsync("a", None);

        Assert.True(after * 5 <= before, $"{before} bytes became {after}");
    }

    [Fact]
    public async Task The_session_s_snapshot_goes_with_it_and_its_mark_stays()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync("a", 1, Examples.Samples(3), None);
            journal.KeepSnapshot(new SessionSnapshot("a", 3, "shape", [1]));
            await journal.CompactAsync("a", None);
        }

        Assert.Equal(0L, _folder.Sql("SELECT count(*) FROM snapshot"));
        Assert.Equal("3 a", (await File.ReadAllLinesAsync(_folder.Mark))[^1]);
    }

    [Theory]
    [InlineData("DELETE FROM compacted WHERE first_seq = 2001", 2000)]
    [InlineData("UPDATE compacted SET last_seq = 452 WHERE first_seq = 2001", 452)]
    public async Task A_compacted_session_that_lost_its_end_is_refused_at_the_start(string damage, long endsAt)
    {
        await _folder.WriteAsync(("a", 2500));
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", None);
        }

        _folder.Sql(damage);

        var refusal = Assert.Throws<StartupRefusedException>(() => _folder.Open());
        Assert.Contains($"session a was written up to 2500, but ends at {endsAt}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_frees_is_given_back()
    {
        await _folder.WriteAsync(("a", 5000));
        await using var journal = _folder.Open();
        var before = (long)_folder.Sql("PRAGMA page_count")!;

        await journal.CompactAsync("a", None);
        await journal.ShrinkAsync(None);

        var after = (long)_folder.Sql("PRAGMA page_count")!;
        Assert.True(after <= 256 + (before / 5), $"{before} pages became {after}");
        Assert.Equal("ok", _folder.Sql("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_damaged_batch_and_what_follows_stay_as_they_are()
    {
        await _folder.WriteAsync(("a", 10));
        _folder.Sql("UPDATE batch SET at = at + 1 WHERE first_seq = 4");
        await using var journal = _folder.Open();

        await Assert.ThrowsAsync<JournalDamagedException>(() => journal.CompactAsync("a", None));

        Assert.Equal(10L, _folder.Sql("SELECT count(*) FROM batch"));
    }

    [Theory]
    [InlineData("UPDATE compacted SET events = zeroblob(length(events))", 1, "checksum")]
    [InlineData("UPDATE compacted SET at = at + 1 WHERE first_seq > 1", 1001, "checksum")]
    [InlineData("DELETE FROM compacted WHERE first_seq = 1", 1, "missing")]
    [InlineData("DELETE FROM compacted WHERE first_seq = 1001", 1001, "missing")]
    [InlineData("UPDATE compacted SET last_seq = 452 WHERE first_seq = 2001", 2001, "it tells of events up to 452")]
    [InlineData("UPDATE compacted SET last_seq = 1500 WHERE first_seq = 1001", 1001, "it tells of events up to 1500")]
    [InlineData("UPDATE compacted SET last_seq = 9000 WHERE first_seq = 2001", 2001, "it tells of events up to 9000")]
    public async Task Damage_to_compacted_rows_is_noticed(string damage, long seq, string finding)
    {
        await _folder.WriteAsync(("a", 2500));
        await using var journal = _folder.Open();
        await journal.CompactAsync("a", None);
        _folder.Sql(damage);

        var error = await Assert.ThrowsAsync<JournalDamagedException>(() => JournalFolder.TextAsync(journal, "a"));
        Assert.Contains($"session a at {seq}", error.Message, StringComparison.Ordinal);
        Assert.Contains(finding, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_sessions_that_rest_are_offered()
    {
        await _folder.WriteAsync(("a", 3), ("b", 9)); // b's last event is 12 s later
        await using var journal = _folder.Open();

        Assert.Equal(["a"], journal.Uncompacted(Examples.T0.AddSeconds(12)));
        await journal.CompactAsync("a", None);
        Assert.Equal(["b"], journal.Uncompacted(Examples.T0.AddSeconds(60)));
    }

    private static async Task<List<string>> TextsAsync(SqliteSessionJournal journal, long[] places)
    {
        var texts = new List<string>();
        foreach (var place in places)
        {
            texts.Add(await JournalFolder.TextAsync(journal, "a", place));
        }

        return texts;
    }

    private static async Task<List<(string, long)>> LastSeqsAsync(SqliteSessionJournal journal)
    {
        var found = new List<(string, long)>();
        await foreach (var last in journal.LastSeqsAsync(None))
        {
            found.Add(last);
        }

        return found;
    }
}
