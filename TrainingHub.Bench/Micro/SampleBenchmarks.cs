using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Micro;

/// <summary>A sample of four numbers in a session of twenty players.</summary>
[MemoryDiagnoser]
public class SampleBenchmarks
{
    private const int Samples = 1000;

    private readonly ImmutableArray<SessionEvent>[] _events = new ImmutableArray<SessionEvent>[Samples];
    private SessionState _before = null!; // by Prepare
    private SampledSession _session = null!;
    private (SessionCommand.ReportMetrics Command, Asked Asked) _next;

    [GlobalSetup]
    public void Prepare()
    {
        _session = new SampledSession();
        _before = _session.State;
        for (var i = 0; i < Samples; i++)
        {
            _events[i] = _session.Decide(_session.Next());
            _session.Evolve(_events[i]);
        }

        _next = _session.Next();
    }

    [Benchmark]
    public int Decide() => _session.Decide(_next).Length;

    // One after another, as they come: from one and the same state each would copy the instants that it stores.
    [Benchmark(OperationsPerInvoke = Samples)]
    public long Evolve()
    {
        var state = _before;
        foreach (var events in _events)
        {
            state = Session.Evolve(state, events[0]);
        }

        return state.Seq;
    }
}
