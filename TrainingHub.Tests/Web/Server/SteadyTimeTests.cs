using Microsoft.Extensions.Time.Testing;
using TrainingHub.Web.Server;

namespace TrainingHub.Tests.Web.Server;

public sealed class SteadyTimeTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void The_wall_clock_may_be_set_and_the_server_runs_on_until_it_follows(int hours)
    {
        var machine = new SetClock();
        var time = new SteadyTime(machine);
        var start = time.GetUtcNow();

        machine.Set += TimeSpan.FromHours(hours);
        machine.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(start.AddSeconds(5), time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(hours), time.Difference);

        time.Follow();
        Assert.Equal(start.AddSeconds(5).AddHours(hours), time.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, time.Difference);
    }

    /// <summary>A machine whose wall clock is set while its timestamps run on.</summary>
    private sealed class SetClock : FakeTimeProvider
    {
        public TimeSpan Set { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
