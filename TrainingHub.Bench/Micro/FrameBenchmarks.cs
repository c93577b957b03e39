using BenchmarkDotNet.Attributes;

namespace TrainingHub.Bench.Micro;

/// <summary>What a trainer is told of a window: three samples, in a session of twenty players.</summary>
[MemoryDiagnoser]
public class FrameBenchmarks
{
    private readonly SampledSession _session = new();

    [Benchmark]
    public int BuildFrame() => _session.Frame().Items.Length;
}
