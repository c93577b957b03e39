using TrainingHub.Web.Wire;

namespace TrainingHub.Tests.Web.Wire;

public sealed class WireObjectTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    public void What_was_built_stays_as_it_was_while_more_is_added(int capacity)
    {
        var properties = new WireObject(capacity);
        var built = new List<WireValue> { properties.Build() };
        for (var i = 0; i < 9; i++)
        {
            built.Add(properties.With($"p{i}", i).Build());
        }

        Assert.All(built.Select((value, count) => (value, count)), entry =>
        {
            Assert.Equal(Enumerable.Range(0, entry.count).Select(i => $"p{i}"), entry.value.Properties.ToArray().Select(property => property.Name));
            Assert.Equal((double)Math.Max(0, entry.count - 1), entry.count == 0 ? 0 : entry.value[$"p{entry.count - 1}"].Number);
            Assert.False(entry.value.TryGet($"p{entry.count}", out _));
        });
        Assert.Equal(9, properties.Count());
    }
}
