using TrainingHub.Bench.Load;

namespace TrainingHub.Tests.Bench;

public sealed class RoundTests
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(2050);

    [Fact]
    public void Everyone_has_a_turn_in_each_period_at_a_phase_of_their_own()
    {
        var round = new Round(50, _period, new Random(1));
        var turns = new List<(int Member, TimeSpan At)>();
        for (var elapsed = TimeSpan.Zero; elapsed < _period * 4; elapsed += TimeSpan.FromMilliseconds(1))
        {
            round.Run(elapsed, member => turns.Add((member, elapsed)));
        }

        Assert.All(turns.GroupBy(turn => turn.Member), own =>
        {
            Assert.Equal(4, own.Count());
            Assert.All(own.Zip(own.Skip(1)), pair => Assert.InRange((pair.Second.At - pair.First.At).TotalMilliseconds, 2049, 2051));
        });
        Assert.Equal(50, turns.Select(turn => turn.Member).Distinct().Count());
        Assert.InRange(turns.Select(turn => turn.At).Distinct().Count(), 150, 200);
        Assert.InRange(round.Latest.TotalMilliseconds, 0, 1);
    }

    [Fact]
    public void Turns_that_were_missed_are_made_up_for_and_told()
    {
        var round = new Round(10, _period, new Random(1));
        var turns = 0;

        round.Run(_period * 2, _ => turns++);

        Assert.Equal(20, turns);
        Assert.InRange(round.Latest, _period, _period * 2);
    }
}
