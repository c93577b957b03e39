using CsCheck;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Core.Metrics;

public sealed class InstantSetTests
{
    /// <summary>Sets that grow out of one another share memory; none may see what another one took.</summary>
    [Fact]
    public void Sets_that_grow_apart_stay_apart()
        => Gen.Select(Gen.Int[0, 10], Gen.Int[0, 200], Gen.Bool).Array[1, 200].Sample(steps =>
        {
            List<(InstantSet Set, SortedSet<int> Model)> grown = [(InstantSet.Empty, [])];
            foreach (var (from, value, append) in steps)
            {
                var (set, model) = grown[grown.Count - 1 - Math.Min(from, grown.Count - 1)];
                var next = append ? model.Max + 1 : value;
                grown.Add((set.Add(At(next)), [.. model, next]));
            }

            foreach (var (set, model) in grown)
            {
                Assert.Equal(model.Select(value => At(value).UtcTicks), set.Ticks.ToArray());
                Assert.All(Enumerable.Range(0, 201), value => Assert.Equal(model.Contains(value), set.Contains(At(value))));
            }
        }, iter: 200);

    private static DateTimeOffset At(int value) => DateTimeOffset.UnixEpoch.AddSeconds(value);
}
