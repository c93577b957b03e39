namespace TrainingHub.Bench.Faults;

/// <summary>The faults. Each answers when it was over, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
internal static class Injections
{
    public static async Task<long> KillAsync(FaultRun run)
    {
        await run.Server.KillAsync();
        return await StartAgainAsync(run);
    }

    /// <exception cref="InvalidDataException">It did not end well.</exception>
    public static async Task<long> TerminateAsync(FaultRun run)
    {
        var (code, errors) = await run.Server.TerminateAsync();
        return code == 0 ? await StartAgainAsync(run) : throw new InvalidDataException($"The server was asked to end, and ended with {code}. {errors}");
    }

    public static Func<FaultRun, Task<long>> Network(NetworkFault fault) => run =>
    {
        run.Proxy.Inject(fault);
        return Task.FromResult(Now());
    };

    /// <summary>Nothing passes for a while, and then all of it.</summary>
    public static Func<FaultRun, Task<long>> Stall(TimeSpan atLeast) => async run =>
    {
        await run.Proxy.StallAsync(run.Connections).WaitAsync(FaultRun.Patience);
        await Task.Delay(atLeast, TimeProvider.System);
        run.Proxy.Flow();
        return Now();
    };

    /// <summary>Every piece takes longer, for as long as it takes to acknowledge so many calls.</summary>
    public static Func<FaultRun, Task<long>> Delay(TimeSpan by, int calls) => async run =>
    {
        run.Proxy.Delay = by;
        await run.Ledger.AcknowledgedAsync(calls).WaitAsync(FaultRun.Patience);
        run.Proxy.Delay = TimeSpan.Zero;
        return Now();
    };

    /// <exception cref="InvalidDataException">The second process was not refused as it should be.</exception>
    public static async Task<long> SecondProcessAsync(FaultRun run)
    {
        await using var second = run.StartAnother();
        await DemandRefusalAsync(second, "in use by another TrainingHub process");
        return Now();
    }

    /// <summary>No byte is left until calls have been refused for it.</summary>
    public static Func<FaultRun, Task<long>> FullDisk(SmallDisk disk) => async run =>
    {
        await disk.FillAsync();
        await run.Ledger.UnavailableAsync().WaitAsync(FaultRun.Patience);
        disk.Free();
        return Now();
    };

    /// <summary>The disk can be read only: the server does not start, and says why.</summary>
    /// <exception cref="InvalidDataException">It was not refused as it should be.</exception>
    public static Func<FaultRun, Task<long>> ReadOnlyDisk(SmallDisk disk) => async run =>
    {
        await run.Server.KillAsync();
        await disk.RemountAsync("ro");
        await using (var refused = run.StartAnother())
        {
            await DemandRefusalAsync(refused, "cannot be written to");
        }

        await disk.RemountAsync("rw");
        return await StartAgainAsync(run);
    };

    private static async Task<long> StartAgainAsync(FaultRun run)
    {
        run.Proxy.Server = null;
        var over = Now();
        await run.Server.DisposeAsync();
        await run.StartServerAsync();
        return over;
    }

    private static async Task DemandRefusalAsync(ServerProcess server, string reason)
    {
        var (code, errors) = await server.EndedAsync();
        if (code != 1 || !errors.Contains(reason, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The server was to refuse to start ('{reason}'), and ended with {code}: {errors}");
        }
    }

    private static long Now() => TimeProvider.System.GetTimestamp();
}
