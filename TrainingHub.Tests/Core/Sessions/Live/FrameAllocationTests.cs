using TrainingHub.Bench.Micro;

namespace TrainingHub.Tests.Core.Sessions.Live;

public sealed class FrameAllocationTests
{
    private readonly SampledSession _session = new();

    // A quarter above what was measured in a debug build: 696.
    [Fact]
    public void What_a_trainer_is_told_of_three_samples_of_twenty_players_allocates_little()
        => Assert.InRange(AllocatedBytes.Of(() => _session.Frame()), 1, 870);
}
