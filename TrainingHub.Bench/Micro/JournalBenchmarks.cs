using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using TrainingHub.Bench.Journal;
using TrainingHub.Core.Replay;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Bench.Micro;

/// <summary>The journal in a file of its own, synced as a server's is, but committed at once: <c>journal</c> measures what sessions share.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int Together = 100;

    private readonly ImmutableArray<SessionEvent> _sample = [BenchEvents.Sample(1)];
    private DirectoryInfo _folder = null!; // by Prepare
    private SqliteSessionJournal _journal = null!;
    private long _seq;
    private long _togetherSeq;

    [GlobalSetup]
    public async Task Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("traininghub-micro-");
        _journal = SqliteSessionJournal.Open(
            Path.Combine(_folder.FullName, "journal.db"),
            new JournalOptions { Window = TimeSpan.Zero },
            TimeProvider.System,
            new JournalMeter(new Meter("micro")),
            NullLogger<SqliteSessionJournal>.Instance);
        await BenchEvents.HourAsync(_journal, "stored", 30, TimeSpan.FromMinutes(10), CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task Clean()
    {
        await _journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Benchmark]
    public int EncodeRow() => JournalEncoding.Encode("session", 1, _sample);

    [Benchmark]
    public Task AppendOne() => _journal.AppendAsync("one", ++_seq, _sample, CancellationToken.None);

    [Benchmark(OperationsPerInvoke = Together)]
    public Task AppendTogether()
    {
        _togetherSeq++;
        return Task.WhenAll(Enumerable.Range(0, Together).Select(session => _journal.AppendAsync($"together{session}", _togetherSeq, _sample, CancellationToken.None)));
    }

    /// <summary>Ten minutes of thirty players, read back from the file and folded to a recording.</summary>
    [Benchmark]
    public async Task<long> ReplayTenMinutes()
    {
        var recording = await SessionRecording.ReadAsync(_journal.ReadAsync("stored", 0, CancellationToken.None), SessionLimits.Default, CancellationToken.None);
        return recording.Last.Seq;
    }
}
