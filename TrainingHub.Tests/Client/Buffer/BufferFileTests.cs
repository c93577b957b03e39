namespace TrainingHub.Tests.Client.Buffer;

public sealed class BufferFileTests : IDisposable
{
    private static readonly double[] Beats = [812.5];

    private readonly string _folder = Directory.CreateTempSubdirectory("traininghub-").FullName;

    private string File => Path.Combine(_folder, "samples.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_waits_outlives_a_restart_of_the_device()
    {
        await using var stage = await BufferStage.StartAsync();
        await using (var before = stage.Buffer(File))
        {
            Enumerable.Range(0, 20).ToList().ForEach(number => before.Add(BufferStage.Numbered(number) with { HeartRate = null, RrIntervals = Beats }));
        }

        await using var after = stage.Buffer(File, livePeriod: TimeSpan.FromHours(1));
        Assert.Equal((20, 0L), (after.Status.Waiting, after.Status.Lost));
        await stage.JoinAsync();
        await after.FlushAsync().WaitAsync(BufferStage.Patience);

        var (live, backfilled) = stage.Came();
        Assert.Equal(Enumerable.Range(0, 20), backfilled.Concat(live));
        var sample = stage.Server.Backfills.First().GetProperty("samples")[0];
        Assert.Equal("null", sample.GetProperty("heartRate").GetRawText());
        Assert.Equal("[812.5]", sample.GetProperty("rrIntervals").GetRawText());
        await after.DisposeAsync();
        await using var last = stage.Buffer(File);
        Assert.Equal(0, last.Status.Waiting);
    }

    [Fact]
    public async Task A_torn_last_line_is_passed_over_and_the_lines_before_it_are_sound()
    {
        await using var stage = await BufferStage.StartAsync();
        await using (var before = stage.Buffer(File))
        {
            Enumerable.Range(0, 3).ToList().ForEach(number => before.Add(BufferStage.Numbered(number)));
        }

        await System.IO.File.WriteAllTextAsync(File, string.Join('\n', await LinesAsync())[..^20]);

        await using (var after = stage.Buffer(File))
        {
            Assert.Equal((2, 0L), (after.Status.Waiting, after.Status.Lost));
            after.Add(BufferStage.Numbered(3));
        }

        await using var last = stage.Buffer(File);
        Assert.Equal((3, 0L), (last.Status.Waiting, last.Status.Lost));
    }

    [Fact]
    public async Task A_damaged_line_is_told_as_lost()
    {
        await using var stage = await BufferStage.StartAsync();
        await using (var before = stage.Buffer(File))
        {
            Enumerable.Range(0, 3).ToList().ForEach(number => before.Add(BufferStage.Numbered(number)));
        }

        var lines = await LinesAsync();
        lines[1] = lines[1][..^5];
        await System.IO.File.WriteAllLinesAsync(File, lines);

        await using var after = stage.Buffer(File);

        Assert.Equal((2, 1L), (after.Status.Waiting, after.Status.Lost));
    }

    [Fact]
    public async Task The_file_stays_small_however_much_goes_through_it()
    {
        await using var stage = await BufferStage.StartAsync();
        await stage.JoinAsync();
        await using var buffer = stage.Buffer(File);
        for (var number = 0; number < 3000; number += 300)
        {
            Enumerable.Range(number, 300).ToList().ForEach(each => buffer.Add(BufferStage.Numbered(each)));
            await buffer.FlushAsync().WaitAsync(BufferStage.Patience);
        }

        await buffer.DisposeAsync();

        Assert.InRange((await System.IO.File.ReadAllLinesAsync(File)).Length, 0, 1700);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_and_costs_no_sample()
    {
        await using var stage = await BufferStage.StartAsync();
        await stage.JoinAsync();
        var told = new TaskCompletionSource();
        await using var buffer = stage.Buffer(Path.Combine(_folder, "no such folder", "samples.jsonl"), onChange: status =>
        {
            if (status.FileFault is not null)
            {
                told.TrySetResult();
            }
        });

        buffer.Add(BufferStage.Numbered(1));

        await told.Task.WaitAsync(BufferStage.Patience);
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);
        Assert.Equal([1], stage.Came().Live);
    }

    [Fact]
    public async Task A_file_that_another_has_open_is_refused()
    {
        await using var stage = await BufferStage.StartAsync();
        await using var holder = new FileStream(File, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.None });

        Assert.Throws<IOException>(() => stage.Buffer(File));
    }

    // A sample that came while the file was made anew may stand in it twice: damage to one of the two would lose nothing.
    private async Task<string[]> LinesAsync() => [.. (await System.IO.File.ReadAllLinesAsync(File)).Distinct()];
}
