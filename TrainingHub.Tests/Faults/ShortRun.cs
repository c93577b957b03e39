using TrainingHub.Bench.Faults;
using Xunit.Abstractions;

namespace TrainingHub.Tests.Faults;

/// <summary>A fault run of a few faults, held to its promise: nothing lost, nothing twice, nobody shown what is not so.</summary>
internal static class ShortRun
{
    private const int Players = 10;
    private const int UpdatesPerSecond = 100;

    public static async Task HoldsAsync(string dataDirectory, ITestOutputHelper output, params (string Fault, Func<FaultRun, Task<long>> Inject)[] faults)
    {
        await using var run = await FaultRun.StartAsync(new FaultRunSettings(dataDirectory, Players, UpdatesPerSecond));
        foreach (var (fault, inject) in faults)
        {
            await run.InjectAsync(fault, inject);
        }

        var report = await run.FinishAsync();
        output.WriteLine(FaultTable.Of(report.Rows));
        Assert.Empty(report.Wrong);
        Assert.All(report.Rows, row => Assert.Equal((0, 0), (row.Lost, row.Duplicates)));
        Assert.True(report.Acknowledged > faults.Length * Players);
    }
}
