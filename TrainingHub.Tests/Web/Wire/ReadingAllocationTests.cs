using System.Text.Json;
using TrainingHub.Web.Wire;

namespace TrainingHub.Tests.Web.Wire;

public sealed class ReadingAllocationTests
{
    private static readonly JsonSerializerOptions _options = new() { Converters = { new WireJson() } };

    // A quarter above what was measured in a debug build: 504.
    [Fact]
    public void To_read_a_sample_that_came_in_allocates_little()
    {
        var json = """{"sessionId":"session00001","playerId":"player00","deviceId":"strap","timestamp":"2026-07-01T09:00:00.125Z","heartRate":142,"power":210,"cadence":88,"speed":3.4}"""u8.ToArray();
        Assert.Equal(8, JsonSerializer.Deserialize<WireValue>(json, _options).Properties.Length);

        Assert.InRange(AllocatedBytes.Of(() => JsonSerializer.Deserialize<WireValue>(json, _options)), 1, 630);
    }
}
