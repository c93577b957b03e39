using TrainingHub.Client;

namespace TrainingHub.Tests.Client.Buffer;

public sealed class MetricsBufferTests
{
    [Fact]
    public async Task What_came_before_the_connection_goes_out_when_it_is_there_the_newest_live_and_the_others_by_backfill_oldest_first()
    {
        await using var stage = await BufferStage.StartAsync();
        await using var buffer = stage.Buffer(livePeriod: TimeSpan.FromHours(1));
        Enumerable.Range(0, 700).ToList().ForEach(number => buffer.Add(BufferStage.Numbered(number)));
        Assert.Equal(700, buffer.Status.Waiting);

        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        var (live, backfilled) = stage.Came();
        Assert.Equal([699], live);
        Assert.Equal(Enumerable.Range(0, 699), backfilled);
        Assert.Equal([300, 300, 99], stage.Server.Backfills.Select(call => call.GetProperty("samples").GetArrayLength()));
        Assert.False(stage.Server.Backfills.First().GetProperty("samples")[0].TryGetProperty("playerId", out _));
        Assert.Equal(0, buffer.Status.Waiting);
    }

    [Fact]
    public async Task A_sample_too_old_to_be_live_goes_by_backfill()
    {
        await using var stage = await BufferStage.StartAsync();
        await stage.JoinAsync();
        await using var buffer = stage.Buffer();

        buffer.Add(BufferStage.Numbered(1, TimeSpan.FromMinutes(5)));
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        var (live, backfilled) = stage.Came();
        Assert.Empty(live);
        Assert.Equal([1], backfilled);
    }

    [Fact]
    public async Task No_call_is_longer_than_the_server_takes()
    {
        await using var stage = await BufferStage.StartAsync();
        await using var buffer = stage.Buffer();
        var beats = Enumerable.Repeat(1234.5678, 20).ToArray();
        Enumerable.Range(0, 600).ToList().ForEach(number => buffer.Add(BufferStage.Numbered(number) with { RrIntervals = beats, Equipment = new string('e', 60) }));

        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        var lengths = stage.Server.Backfills.Select(call => call.GetRawText().Length).ToList();
        Assert.InRange(lengths.Max(), 50 * 1024, 60 * 1024);
        Assert.True(lengths.Count > 2);
    }

    [Fact]
    public async Task What_the_server_rejects_is_told_and_sent_no_more()
    {
        await using var stage = await BufferStage.StartAsync();
        stage.Server.OnBackfill = _ => new { ok = true, seq = 3, stored = 1, duplicates = 1, rejected = new[] { new { index = 1, message = "Too fast." } } };
        await using var buffer = stage.Buffer(livePeriod: TimeSpan.FromHours(1));
        Enumerable.Range(0, 4).ToList().ForEach(number => buffer.Add(BufferStage.Numbered(number)));

        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);
        await buffer.DisposeAsync();

        var (sample, reason) = Assert.Single(stage.Rejected);
        Assert.Equal((1, "Too fast."), (sample.Distance.Value, reason));
        Assert.Equal(1, buffer.Status.Rejected);
        Assert.Single(stage.Server.Backfills);
    }

    [Fact]
    public async Task A_live_sample_that_was_refused_goes_by_backfill()
    {
        await using var stage = await BufferStage.StartAsync();
        stage.Server.OnMetrics = () => Task.FromResult<object>(new { ok = false, error = new { code = "invalid", message = "timestamp was 11 s behind." } });
        await using var buffer = stage.Buffer();
        await stage.JoinAsync();

        buffer.Add(BufferStage.Numbered(1));
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        Assert.Equal([1], stage.Came().Backfilled);
    }

    [Fact]
    public async Task A_call_that_is_refused_as_a_whole_for_one_sample_does_not_keep_the_others_back()
    {
        await using var stage = await BufferStage.StartAsync();
        stage.Server.OnBackfill = call => call.GetProperty("samples").EnumerateArray().Any(sample => sample.GetProperty("distance").GetInt32() == 2)
            ? new { ok = false, error = new { code = "invalid", message = "No." } }
            : new { ok = true, seq = 3, stored = call.GetProperty("samples").GetArrayLength(), duplicates = 0, rejected = Array.Empty<object>() };
        await using var buffer = stage.Buffer(livePeriod: TimeSpan.FromHours(1));
        Enumerable.Range(0, 6).ToList().ForEach(number => buffer.Add(BufferStage.Numbered(number)));

        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);
        await buffer.DisposeAsync();

        Assert.Equal(2, Assert.Single(stage.Rejected).Sample.Distance.Value);
    }

    [Fact]
    public async Task When_full_the_oldest_gives_way_and_is_told_as_lost()
    {
        await using var stage = await BufferStage.StartAsync();
        await using var buffer = stage.Buffer(capacity: 3);

        Enumerable.Range(0, 5).ToList().ForEach(number => buffer.Add(BufferStage.Numbered(number)));

        Assert.Equal((3, 2L), (buffer.Status.Waiting, buffer.Status.Lost));
        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);
        var (live, backfilled) = stage.Came();
        Assert.Equal([2, 3, 4], backfilled.Concat(live).Order());
    }

    [Fact]
    public async Task A_call_whose_line_was_lost_is_sent_again_after_the_reconnect()
    {
        await using var stage = await BufferStage.StartAsync();
        var lost = false;
        stage.Server.OnBackfill = call =>
        {
            if (!lost)
            {
                lost = true;
                stage.Server.CutLines();
            }

            return new { ok = true, seq = 3, stored = 1, duplicates = 0, rejected = Array.Empty<object>() };
        };
        await using var buffer = stage.Buffer();
        await stage.JoinAsync();

        buffer.Add(BufferStage.Numbered(1, TimeSpan.FromMinutes(1)));
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        Assert.Equal([1, 1], stage.Came().Backfilled);
    }

    [Fact]
    public async Task Why_the_server_takes_nothing_is_told_and_a_new_join_begins_again()
    {
        await using var stage = await BufferStage.StartAsync();
        var refused = new TaskCompletionSource<HubError>();
        stage.Server.OnBackfill = _ => new { ok = false, error = new { code = "conflict", message = "This connection has not joined." } };
        await using var buffer = stage.Buffer(onChange: status =>
        {
            if (status.Refusal is { } refusal)
            {
                refused.TrySetResult(refusal);
            }
        });
        await stage.JoinAsync();
        buffer.Add(BufferStage.Numbered(1, TimeSpan.FromMinutes(1)));
        Assert.Equal(ErrorCodes.Conflict, (await refused.Task.WaitAsync(BufferStage.Patience)).Code);

        stage.Server.OnBackfill = _ => new { ok = true, seq = 3, stored = 1, duplicates = 0, rejected = Array.Empty<object>() };
        Assert.True((await stage.Client.JoinAsync("s1", JoinRole.Player)).Ok);

        await buffer.FlushAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Null(buffer.Status.Refusal);
    }

    [Fact]
    public async Task When_the_server_has_forgotten_the_join_it_joins_again_and_goes_on()
    {
        await using var stage = await BufferStage.StartAsync();
        stage.Server.OnBackfill = call => stage.Server.Joins.Count < 2
            ? new { ok = false, error = new { code = "conflict", message = "This connection has not joined." } }
            : new { ok = true, seq = 3, stored = call.GetProperty("samples").GetArrayLength(), duplicates = 0, rejected = Array.Empty<object>() };
        await using var buffer = stage.Buffer();
        await stage.JoinAsync();

        buffer.Add(BufferStage.Numbered(1, TimeSpan.FromMinutes(1)));

        await buffer.FlushAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["player", "player"], stage.Server.Joins.Select(join => join.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Samples_without_a_time_are_stamped_and_no_two_alike()
    {
        await using var stage = await BufferStage.StartAsync();
        await using var buffer = stage.Buffer(livePeriod: TimeSpan.FromHours(1));
        Enumerable.Range(0, 200).ToList().ForEach(number => buffer.Add(new Sample { Distance = number }));

        await stage.JoinAsync();
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        var stamps = stage.Server.Backfills.SelectMany(call => call.GetProperty("samples").EnumerateArray()).Select(sample => sample.GetProperty("timestamp").GetString()).ToList();
        Assert.Equal(199, stamps.Distinct().Count());
    }
}
