using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Web.Privacy;
using TrainingHub.Web.Journal;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>A stored session is written anew without a person; where it stands, and everybody else in it, stays.</summary>
public sealed class SessionErasureTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_of_the_person_is_left_in_the_files_and_the_session_ends_where_it_ended()
    {
        await WriteAsync("a", 2500);
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", None);
            await journal.AppendAsync("a", 2504, [Sample(99.125)], None);
            journal.KeepSnapshot(SnapshotJson.Write(await FoldAsync(journal, "a")));
            await journal.AppendAsync("b", 1, [Created("b")], None); // behind the snapshot
            Assert.NotEmpty(Found());
            var before = await FoldAsync(journal, "a");

            Assert.Equal(["a", "b"], journal.SessionsOf("ada").Order());
            await journal.EraseAsync("a", "ada", None);
            await journal.EraseAsync("b", "ada", None);
            await journal.ScrubAsync(None);

            Assert.Empty(Found());
            Assert.Empty(journal.SessionsOf("ada"));
            var after = await FoldAsync(journal, "a");
            Assert.Equal((before.Seq, before.Status, before.LastEventAt), (after.Seq, after.Status, after.LastEventAt));
            Assert.Equal(DeepText.Of(before.Players["ben"]), DeepText.Of(after.Players["ben"]));
            var former = Assert.Single(after.Players.Values, player => player.PlayerId != "ben");
            Assert.Equal("A former player", former.Profile.Name);
            Assert.NotEqual(former.PlayerId, Assert.Single((await FoldAsync(journal, "b")).Players.Values, player => player.PlayerId != "ben").PlayerId);
            await journal.AppendAsync("a", 2505, [new SessionEvent.Ended { At = Examples.T0 }], None);
        }

        Assert.Equal(["2505 a", "1 b"], (await File.ReadAllLinesAsync(_folder.Mark))[1..]);
        await using var again = _folder.Open();
        Assert.Equal(2505, (await FoldAsync(again, "a")).Seq);
        Assert.Empty(Found());
    }

    [Fact]
    public async Task Of_a_damaged_session_nothing_is_changed_and_it_is_told()
    {
        await WriteAsync("a", 3);
        _folder.Sql("UPDATE batch SET at = at + 1 WHERE first_seq = 4");
        await using var journal = _folder.Open();
        var rows = Rows();

        var error = await Assert.ThrowsAsync<JournalDamagedException>(() => journal.EraseAsync("a", "ada", None));

        Assert.Equal(("a", 4L), (error.SessionId, error.Seq));
        Assert.Equal(rows, Rows());

        // Sound batches may have been compacted: what they tell stays.
        object? Rows() => _folder.Sql("SELECT (SELECT COALESCE(group_concat(hex(events)), '') FROM batch WHERE first_seq >= 4)");
    }

    [Fact]
    public async Task A_session_without_the_person_stays_byte_for_byte()
    {
        await WriteAsync("a", 3);
        await using var journal = _folder.Open();
        await journal.CompactAsync("a", None);
        var before = Convert.ToHexString((byte[])_folder.Sql("SELECT events FROM compacted")!);

        await journal.EraseAsync("a", "nobody", None);

        Assert.Equal(before, Convert.ToHexString((byte[])_folder.Sql("SELECT events FROM compacted")!));
    }

    [Fact]
    public async Task What_is_removed_on_purpose_is_no_lost_tail_and_its_id_begins_anew()
    {
        await _folder.WriteAsync(("a", 30), ("b", 2));
        await using (var journal = _folder.Open())
        {
            await journal.CompactAsync("a", None);
            await journal.RemoveAsync("a", None);
            Assert.DoesNotContain(await ReadMarkAsync(), line => line.EndsWith(" a", StringComparison.Ordinal));
        }

        await using (var journal = _folder.Open())
        {
            Assert.Equal("", await JournalFolder.TextAsync(journal, "a"));
            await journal.AppendAsync("a", 1, Examples.Samples(1), None);
        }

        Assert.Equal(["1 a", "2 b"], (await File.ReadAllLinesAsync(_folder.Mark))[1..].Order());
    }

    [Fact]
    public async Task A_session_whose_mark_cannot_be_taken_out_is_not_removed()
    {
        await _folder.WriteAsync(("a", 30));
        await using var journal = _folder.Open();
        Directory.CreateDirectory(_folder.Mark + ".next"); // in the way of the mark's next version

        await Assert.ThrowsAnyAsync<SystemException>(() => journal.RemoveAsync("a", None));

        Assert.Equal(30, (await JournalFolder.TextAsync(journal, "a")).Split('\n').Length);
        Directory.Delete(_folder.Mark + ".next");
    }

    [Fact]
    public async Task Appends_go_on_while_the_file_is_written_anew()
    {
        await WriteAsync("a", 2000);
        await using var journal = _folder.Open();

        var scrub = journal.ScrubAsync(None);
        for (var seq = 1; seq <= 20; seq++)
        {
            await journal.AppendAsync("c", seq, Examples.Samples(1), None);
        }

        await scrub;
        Assert.Equal("ok", _folder.Sql("PRAGMA integrity_check"));
        Assert.Equal(20, (await JournalFolder.TextAsync(journal, "c")).Split('\n').Length);
    }

    private static SessionEvent.Created Created(string sessionId) => new(Examples.NewSession with { SessionId = sessionId }) { At = Examples.T0 };

    private static SessionEvent.MetricsReported Sample(double heartRate)
        => new("ada", "ada-strap", Examples.T0, null, Examples.HeartRate(heartRate)) { At = Examples.T0.AddSeconds(1) };

    private static async Task<SessionState> FoldAsync(SqliteSessionJournal journal, string sessionId)
    {
        var state = Session.Empty(SessionLimits.Default);
        await foreach (var entry in journal.ReadAsync(sessionId, 0, None))
        {
            state = Session.Evolve(state, entry.Event);
        }

        return state;
    }

    private async Task WriteAsync(string sessionId, int samples)
    {
        await using var journal = _folder.Open(window: TimeSpan.Zero);
        ImmutableArray<SessionEvent> first = [Created(sessionId), new SessionEvent.PlayerJoined("ada") { At = Examples.T0 }, Examples.Sampled(Examples.Ben, 140)];
        await journal.AppendAsync(sessionId, 1, first, None);
        await Task.WhenAll(Enumerable.Range(0, samples).Select(i => journal.AppendAsync(sessionId, 4 + i, [Sample(100.0625 + (i % 100))], None)));
    }

    private List<string> Found() => DataGrep.Find(_folder.Folder, "\"ada\"", "Ada", "ada-strap", "172.5", "61.0625", "140.0625", "99.125");

    private async Task<string[]> ReadMarkAsync()
    {
        await using var file = new FileStream(_folder.Mark, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
