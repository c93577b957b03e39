using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Telemetry;

public sealed class CircuitCountTests
{
    [Fact]
    public async Task A_circuit_whose_browser_is_gone_waits_until_it_comes_back_or_the_circuit_is_closed()
    {
        var count = new CircuitCount();
        await count.OnCircuitOpenedAsync(null!, CancellationToken.None);
        await count.OnConnectionUpAsync(null!, CancellationToken.None);
        Assert.Equal((1, 0), (count.Connected, count.Waiting));

        await count.OnConnectionDownAsync(null!, CancellationToken.None);
        Assert.Equal((0, 1), (count.Connected, count.Waiting));

        await count.OnConnectionUpAsync(null!, CancellationToken.None);
        Assert.Equal((1, 0), (count.Connected, count.Waiting));

        await count.OnConnectionDownAsync(null!, CancellationToken.None);
        await count.OnCircuitClosedAsync(null!, CancellationToken.None);
        Assert.Equal((0, 0), (count.Connected, count.Waiting));
    }
}
