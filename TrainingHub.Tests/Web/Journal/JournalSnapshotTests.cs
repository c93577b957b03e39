using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Web.Journal;

public sealed class JournalSnapshotTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_newest_snapshot_is_found_again()
    {
        await KeepAsync(new SessionSnapshot("a", 2, "shape", [1, 2, 3]), new SessionSnapshot("a", 3, "shape", [4, 5]));

        await using var journal = _folder.Open();
        var found = await journal.FindSnapshotAsync("a", None);

        Assert.Equal((3, "shape"), (found!.Seq, found.Shape));
        Assert.Equal([4, 5], found.State);
        Assert.Null(await journal.FindSnapshotAsync("b", None));
    }

    [Theory]
    [InlineData("UPDATE snapshot SET state = x'0405'")]
    [InlineData("UPDATE snapshot SET shape = 'other'")]
    [InlineData("UPDATE snapshot SET seq = 1")]
    [InlineData("UPDATE snapshot SET session_id = 'b'", "b")]
    public async Task A_damaged_snapshot_is_passed_over_and_removed(string damage, string sessionId = "a")
    {
        await KeepAsync(new SessionSnapshot("a", 2, "shape", [1, 2, 3]));
        _folder.Sql(damage);

        await using (var journal = _folder.Open())
        {
            Assert.Null(await journal.FindSnapshotAsync(sessionId, None));
        }

        Assert.Equal(0L, _folder.Sql("SELECT count(*) FROM snapshot"));
    }

    [Fact]
    public async Task A_snapshot_of_more_than_the_journal_holds_is_passed_over()
    {
        await KeepAsync(new SessionSnapshot("a", 4, "shape", [1, 2, 3]));

        await using var journal = _folder.Open();
        Assert.Null(await journal.FindSnapshotAsync("a", None));
    }

    private async Task KeepAsync(params SessionSnapshot[] snapshots)
    {
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 1, Examples.Samples(3), None);
        foreach (var snapshot in snapshots)
        {
            journal.KeepSnapshot(snapshot);
        }
    }
}
