using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Journal;

/// <summary>What every journal promises.</summary>
public abstract class SessionJournalContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract ISessionJournal Journal { get; }

    [Fact]
    public async Task What_was_appended_is_read_back_in_order_and_the_same()
    {
        await Journal.AppendAsync("a", 1, [Examples.Created, Examples.Sampled(Examples.Ada)], None);
        await Journal.AppendAsync("a", 3, [Examples.Sampled(Examples.Ben, 99.5)], None);

        var read = await ReadAsync("a", 0);

        Assert.Equal([1, 2, 3], read.Select(entry => entry.Seq));
        Assert.Equal(Json(Examples.Created, Examples.Sampled(Examples.Ada), Examples.Sampled(Examples.Ben, 99.5)), Json([.. read.Select(entry => entry.Event)]));
    }

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 5)]
    [InlineData(2, 4)]
    [InlineData(5, 1)]
    [InlineData(6, 0)]
    [InlineData(99, 0)]
    public async Task Reading_begins_just_after_a_sequence_number_even_inside_a_batch(long after, int expected)
    {
        await Journal.AppendAsync("a", 1, Examples.Samples(4), None);
        await Journal.AppendAsync("a", 5, Examples.Samples(2), None);

        var read = await ReadAsync("a", after);

        Assert.Equal(Enumerable.Range((int)after + 1, expected).Select(seq => (long)seq), read.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task A_long_session_comes_whole()
    {
        for (var seq = 1L; seq < 2400; seq += 3)
        {
            await Journal.AppendAsync("a", seq, Examples.Samples(3), None);
        }

        Assert.Equal(Enumerable.Range(1, 2400).Select(seq => (long)seq), (await ReadAsync("a", 0)).Select(entry => entry.Seq));
        Assert.Equal(1400, (await ReadAsync("a", 1000)).Count);
    }

    [Fact]
    public async Task A_session_that_is_not_there_has_no_events() => Assert.Empty(await ReadAsync("nobody", 0));

    [Theory]
    [InlineData(1, "the same place again")]
    [InlineData(2, "an overlap")]
    [InlineData(4, "a gap")]
    public async Task Only_what_follows_directly_is_taken(long firstSeq, string what)
    {
        await Journal.AppendAsync("a", 1, Examples.Samples(2), None);

        await Assert.ThrowsAsync<JournalConflictException>(() => Journal.AppendAsync("a", firstSeq, Examples.Samples(2), None));

        Assert.True((await ReadAsync("a", 0)).Count == 2, what);
        await Journal.AppendAsync("a", 3, Examples.Samples(1), None);
    }

    [Fact]
    public async Task A_session_begins_at_one()
    {
        await Assert.ThrowsAsync<JournalConflictException>(() => Journal.AppendAsync("a", 2, Examples.Samples(1), None));
        Assert.Empty(await ReadAsync("a", 0));
    }

    [Fact]
    public async Task Of_two_writers_of_a_session_one_wins_and_other_sessions_notice_nothing()
    {
        var writers = Enumerable.Range(0, 8).Select(_ => Try("a")).ToList();
        var others = Enumerable.Range(0, 8).Select(i => Try($"other{i}")).ToList();

        Assert.Single(await Task.WhenAll(writers), won => won);
        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(2, (await ReadAsync("a", 0)).Count);

        async Task<bool> Try(string sessionId)
        {
            try
            {
                await Journal.AppendAsync(sessionId, 1, Examples.Samples(2), None);
                return true;
            }
            catch (JournalConflictException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Sessions_side_by_side_keep_their_own_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async session =>
        {
            for (var seq = 1; seq <= 15; seq++)
            {
                await Journal.AppendAsync($"s{session}", seq, [Examples.Sampled(Examples.Ada, 100 + seq)], None);
            }
        }));

        for (var session = 0; session < 20; session++)
        {
            var read = await ReadAsync($"s{session}", 0);
            Assert.Equal(Json([.. Enumerable.Range(1, 15).Select(seq => Examples.Sampled(Examples.Ada, 100 + seq))]), Json([.. read.Select(entry => entry.Event)]));
        }
    }

    [Fact]
    public async Task Each_session_is_listed_with_its_last_sequence_number()
    {
        await Journal.AppendAsync("b", 1, Examples.Samples(1), None);
        await Journal.AppendAsync("a", 1, Examples.Samples(3), None);
        await Journal.AppendAsync("a", 4, Examples.Samples(2), None);
        await Journal.AppendAsync("c", 1, Examples.Samples(300), None);

        var seqs = new Dictionary<string, long>();
        await foreach (var (sessionId, lastSeq) in Journal.LastSeqsAsync(None))
        {
            seqs.Add(sessionId, lastSeq);
        }

        Assert.Equal([("a", 5L), ("b", 1L), ("c", 300L)], seqs.OrderBy(entry => entry.Key).Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void It_has_an_epoch() => Assert.Equal(12, Journal.Epoch.Length);

    private async Task<List<JournalledEvent>> ReadAsync(string sessionId, long afterSeq)
    {
        var read = new List<JournalledEvent>();
        await foreach (var entry in Journal.ReadAsync(sessionId, afterSeq, None))
        {
            read.Add(entry);
        }

        return read;
    }

    private static string Json(params ImmutableArray<SessionEvent> events) => System.Text.Encoding.UTF8.GetString(JournalJson.Write(events));
}
