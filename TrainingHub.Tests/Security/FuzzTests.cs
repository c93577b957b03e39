using TrainingHub.Bench.Fuzz;

namespace TrainingHub.Tests.Security;

/// <summary>The short run of the fuzzer, against a server in a process of its own; <c>TrainingHub.Bench fuzz</c> is the long one.</summary>
public sealed class FuzzTests
{
    private const int Messages = 5000;

    [Fact]
    public async Task Five_thousand_malformed_messages_end_nothing_change_nothing_and_stay_nowhere()
    {
        var report = await FuzzCommand.FuzzAsync(Messages, seed: 1, CancellationToken.None);

        Assert.Empty(report.Faults);
        Assert.True(report.Tally.Sent >= Messages, $"{report.Tally.Sent} messages were sent.");
        Assert.InRange(report.Tally.Ended, 10, Messages);
        Assert.InRange(report.Tally.Accepted, 1, Messages / 3);
    }

    [Fact]
    public void The_same_seed_spoils_in_the_same_way()
    {
        static string Of(int seed)
        {
            var spoiler = new Spoiler(seed);
            return string.Concat(Enumerable.Range(0, 100).Select(_ => spoiler.Spoil(SoundCalls.Of("training:player:metrics", "s", "p"))?.ToJsonString(new() { MaxDepth = 200 })))
                + Convert.ToHexString(spoiler.Spoil("sound"u8));
        }

        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));
    }
}
