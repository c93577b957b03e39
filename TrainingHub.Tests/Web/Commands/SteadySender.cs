using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>A player's wearable that sends one sample after another, each with a greater distance, until the server is gone.</summary>
internal sealed class SteadySender(string sessionId, string playerId)
{
    /// <summary>The distance of the last sample that was sent, and of the last that was acknowledged.</summary>
    public int Sent { get; private set; }

    public int Acknowledged { get; private set; }

    /// <summary>The greatest sequence number that was acknowledged.</summary>
    public long Seq { get; private set; }

    /// <param name="acknowledged">Called after each acknowledgement.</param>
    public async Task SendUntilItIsGoneAsync(HubLink link, Action acknowledged)
    {
        try
        {
            while (true)
            {
                Sent++;
                var ack = await link.MustAsync("training:player:metrics", new { sessionId, playerId, distance = Sent });
                (Acknowledged, Seq) = (Sent, Math.Max(Seq, ack.GetProperty("seq").GetInt64()));
                acknowledged();
            }
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            // The connection is gone, in one of the ways in which a killed server lets go of it.
            await link.Closed;
        }
    }
}
