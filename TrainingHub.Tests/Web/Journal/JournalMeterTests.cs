using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Journal;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Journal;

public sealed class JournalMeterTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commits_are_timed_and_what_they_wrote_is_counted()
    {
        using var reader = new MeterReader(_folder.Meter);
        await using var journal = _folder.Open();

        await journal.AppendAsync("a", 1, Examples.Samples(3), CancellationToken.None);
        await journal.AppendAsync("b", 1, Examples.Samples(2), CancellationToken.None);

        var reading = reader.Read(0);
        Assert.Equal(5, reading["traininghub.updates.in"]);
        Assert.Equal(2, reading.Histograms[JournalMeter.CommitDuration].Counts.Sum());
        Assert.Equal(2, reading.Histograms[JournalMeter.CommitBatches].Counts[0]);
    }

    [Fact]
    public async Task A_commit_that_fails_is_counted_as_that_alone()
    {
        using var reader = new MeterReader(_folder.Meter);
        await using var journal = _folder.Open();
        await journal.AppendAsync("a", 1, Examples.Samples(1), CancellationToken.None);
        _folder.Sql("CREATE TRIGGER fault BEFORE INSERT ON batch BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END");

        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.AppendAsync("a", 2, Examples.Samples(1), CancellationToken.None));

        var reading = reader.Read(0);
        Assert.Equal((1, 1), (reading["traininghub.updates.in"], reading["traininghub.journal.commit.failures"]));
        Assert.Equal(1, reading.Histograms[JournalMeter.CommitDuration].Counts.Sum());
    }
}
