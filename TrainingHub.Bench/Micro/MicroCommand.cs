using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TrainingHub.Bench.Micro;

/// <summary>The steps of an update's way, each by itself, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static BenchCommand Command { get; } = new(
        "micro", "micro [--filter *] [--job short] [--artifacts DIR]: times and allocations of the single steps of an update's way; in a release build", RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var artifacts = arguments.Text("artifacts") ?? Path.Combine(Path.GetTempPath(), "traininghub-micro");
        // Within this process: one of its own would be built from the sources first, which a published bench does not have.
        var job = JobOf(arguments.Text("job") ?? "short").WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(artifacts).WithOptions(ConfigOptions.JoinSummary);
        var summaries = await Task.Run(
            () => BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", arguments.Text("filter") ?? "*"], config).ToList(), cancellationToken);
        return summaries.Count > 0 && summaries.TrueForAll(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }

    private static Job JobOf(string name) => name switch
    {
        "dry" => Job.Dry,
        "short" => Job.ShortRun,
        "medium" => Job.MediumRun,
        "long" => Job.LongRun,
        _ => throw new ArgumentException($"--job was '{name}'; it must be dry, short, medium or long."),
    };
}
