using TrainingHub.Bench.Micro;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>A window's update of three samples, from what a session tells to the bytes that its watchers share. Each limit is a quarter above what was measured in a debug build.</summary>
public sealed class EncodingAllocationTests
{
    [Theory]
    [InlineData("json", 3250)] // measured: 2600, for 392 bytes on the wire
    [InlineData("messagepack", 3130)] // measured: 2504, for 289 bytes on the wire
    public void To_encode_an_update_allocates_little(string name, long limit)
    {
        var (frame, protocol) = (new SampledSession().Frame(), HubEncoding.Protocol(name));

        Assert.InRange(AllocatedBytes.Of(() => HubEncoding.Encode(frame, protocol)), HubEncoding.Encode(frame, protocol), limit);
    }
}
