using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TrainingHub.Core.Journal;
using TrainingHub.Tests.Core.Journal;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Web.Journal;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>`export --session ID`, beside a server that writes.</summary>
public sealed class ExportTests : IDisposable
{
    // A few MB: more than the pipes between the processes take at once.
    private const int Batches = 100, InEach = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly JournalFolder _folder = new();

    private string Data => Path.GetDirectoryName(_folder.Path)!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_long_export_to_a_slow_reader_does_not_keep_the_log_from_shrinking_and_misses_nothing()
    {
        await using var journal = _folder.Open();
        for (var i = 0; i < Batches; i++)
        {
            await journal.AppendAsync("a", 1 + (i * InEach), Examples.Samples(InEach), CancellationToken.None);
        }

        using var export = Ops.Start("export", "--session", "a", "--Data:Directory", Data);
        var first = await export.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Assert.Equal(1, Seq(first!));

        // It has begun, and cannot go on before it is read from.
        await journal.AppendAsync("b", 1, Examples.Samples(1), CancellationToken.None);
        Assert.Equal(0L, _folder.Sql("PRAGMA wal_checkpoint(TRUNCATE)"));
        Assert.Equal(0, new FileInfo(_folder.Path + "-wal").Length);

        for (var seq = 2L; seq <= Batches * InEach; seq++)
        {
            Assert.Equal(seq, Seq((await export.StandardOutput.ReadLineAsync().WaitAsync(Patience))!));
        }

        Assert.Null(await export.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        await export.WaitForExitAsync();
        Assert.Equal(0, export.ExitCode);
    }

    [Fact]
    public async Task A_line_is_the_event_as_it_was_written_with_its_seq_first()
    {
        var events = JournalJsonTests.Samples.ToImmutableArray();
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync("a", 1, events, CancellationToken.None);
        }

        var file = Path.Combine(Data, "a.jsonl");
        await Ops.MustAsync(Data, "export", "--session", "a", "--out", file);

        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(Enumerable.Range(1, events.Length).Select(seq => (long)seq), lines.Select(Seq));
        Assert.Equal(events.Select(e => e.GetType()), lines.Select(line => JsonSerializer.Deserialize<TrainingHub.Core.Sessions.SessionEvent>(line, JournalJson.Options)!.GetType()));
        Assert.Contains("could not be written", await Ops.RefusedAsync(Data, "export", "--session", "a", "--out", file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_refused()
    {
        await using var journal = _folder.Open();

        Assert.Contains("There is no session 'nobody'", await Ops.RefusedAsync(Data, "export", "--session", "nobody"), StringComparison.Ordinal);
    }

    private static long Seq(string line)
    {
        Assert.StartsWith("{\"seq\":", line, StringComparison.Ordinal);
        return long.Parse(line.AsSpan(7, line.IndexOf(',', StringComparison.Ordinal) - 7), CultureInfo.InvariantCulture);
    }
}
