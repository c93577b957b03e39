using TrainingHub.Bench.Faults;

namespace TrainingHub.Bench;

/// <summary><c>dotnet run --project TrainingHub.Bench -- COMMAND [--option value …]</c>. Each command lives in a folder of its own, and stands here in one line.</summary>
internal static class Bench
{
    private static readonly BenchCommand[] Commands =
    [
        Prepare.PrepareCommand.Command,
        Load.LoadCommand.Command,
        Load.WearablesCommand.Command,
        Circuits.CircuitsCommand.Command,
        Growth.GrowthCommand.Command,
        FaultsCommand.Command,
        Fuzz.FuzzCommand.Command,
        Fuzz.RubbishCommand.Command,
        Journal.JournalBench.Command,
        Cleanup.CleanupBench.Command,
        Replay.ReplayBench.Command,
        Replay.TracesBench.Command,
        Micro.MicroCommand.Command,
    ];

    public static async Task<int> Main(string[] args)
    {
        if (Commands.FirstOrDefault(command => command.Name == args.FirstOrDefault()) is not { } asked)
        {
            await Console.Error.WriteLineAsync($"Usage: TrainingHub.Bench COMMAND{Environment.NewLine}{string.Join(Environment.NewLine, Commands.Select(command => $"  {command.Usage}"))}");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await asked.RunAsync(Arguments.Parse(args[1..]), stop.Token);
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}{Environment.NewLine}  {asked.Usage}");
            return 2;
        }
    }
}
