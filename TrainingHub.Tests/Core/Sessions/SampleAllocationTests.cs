using TrainingHub.Bench.Micro;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>What a sample of heart rate, power, cadence and speed costs the collector on its way through a session of twenty. Each limit is a quarter above what was measured (a debug build).</summary>
public sealed class SampleAllocationTests
{
    private readonly SampledSession _session = new();

    [Fact]
    public void To_decide_on_a_sample_allocates_little()
        => Assert.InRange(AllocatedBytes.Of(_session.Next, sample => _session.Decide(sample)), 1, 380); // measured: 304

    [Fact]
    public void To_evolve_a_session_by_a_sample_allocates_little()
        => Assert.InRange(AllocatedBytes.Of(() => _session.Decide(_session.Next()), _session.Evolve), 1, 2000); // measured: 1604

    [Fact]
    public void What_is_allocated_is_counted_and_what_was_prepared_is_not()
    {
        byte[]? made = null;

        Assert.InRange(AllocatedBytes.Of(() => made = new byte[10_000], _ => made = new byte[1000]), 1000, 1100);
    }
}
