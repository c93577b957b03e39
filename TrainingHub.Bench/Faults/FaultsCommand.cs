namespace TrainingHub.Bench.Faults;

/// <summary>The long run: kills, a bad network, a second process and a bad disk, under load.</summary>
internal static class FaultsCommand
{
    public static BenchCommand Command { get; } = new(
        "faults",
        "faults [--kills 20] [--rounds 2] [--players 30] [--rate 200] [--seed 1]   kills, a bad network and a bad disk under load; fails if anything acknowledged is lost or doubled",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var settings = new FaultRunSettings("", arguments.Number("players", 30, 1), arguments.Number("rate", 200, 1), arguments.Number("seed", 1));
        var (kills, rounds) = (arguments.Number("kills", 20), arguments.Number("rounds", 2));
        List<FaultReport> reports = [await OnAnyDiskAsync(settings, kills, rounds, cancellationToken)];
        var (disk, reason) = await SmallDisk.TryMountAsync();
        if (disk is null)
        {
            Console.WriteLine($"No full and no read-only disk: {reason}");
        }
        else
        {
            await using (disk)
            {
                reports.Add(await OnSmallDiskAsync(settings with { DataDirectory = Path.Combine(disk.Path, "data") }, disk, rounds, cancellationToken));
            }
        }

        Console.WriteLine(FaultTable.Of([.. reports.SelectMany(report => report.Rows)]));
        Console.WriteLine($"Joins after the first: {reports.Sum(report => report.Resumed)} resumed, {reports.Sum(report => report.Fresh)} with a fresh session.");
        foreach (var wrong in reports.SelectMany(report => report.Wrong))
        {
            Console.WriteLine(wrong);
        }

        return reports.All(report => report.AllHeld) ? 0 : 1;
    }

    private static async Task<FaultReport> OnAnyDiskAsync(FaultRunSettings settings, int kills, int rounds, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-faults-");
        try
        {
            await using var run = await FaultRun.StartAsync(settings with { DataDirectory = folder.FullName });
            await InjectAsync(run, "kill -9", Injections.KillAsync, kills, cancellationToken);
            await InjectAsync(run, "kill -TERM", Injections.TerminateAsync, rounds, cancellationToken);
            await InjectAsync(run, "a second process", Injections.SecondProcessAsync, rounds, cancellationToken);
            foreach (var fault in Enum.GetValues<NetworkFault>())
            {
                await InjectAsync(run, $"connections: {fault}", Injections.Network(fault), rounds, cancellationToken);
            }

            await InjectAsync(run, "network stalls for 5 s", Injections.Stall(TimeSpan.FromSeconds(5)), rounds, cancellationToken);
            await InjectAsync(run, "network delays by 100 ms", Injections.Delay(TimeSpan.FromMilliseconds(100), 500), rounds, cancellationToken);
            return await run.FinishAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FaultReport> OnSmallDiskAsync(FaultRunSettings settings, SmallDisk disk, int rounds, CancellationToken cancellationToken)
    {
        await using var run = await FaultRun.StartAsync(settings);
        await InjectAsync(run, "full disk", Injections.FullDisk(disk), rounds, cancellationToken);
        await InjectAsync(run, "read-only disk", Injections.ReadOnlyDisk(disk), rounds, cancellationToken);
        return await run.FinishAsync();
    }

    private static async Task InjectAsync(FaultRun run, string fault, Func<FaultRun, Task<long>> inject, int times, CancellationToken cancellationToken)
    {
        for (var i = 1; i <= times; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Error.WriteLineAsync($"{fault}, {i} of {times}");
            await run.InjectAsync(fault, inject);
        }
    }
}
