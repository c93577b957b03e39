using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Hubs;

namespace TrainingHub.Bench.Micro;

/// <summary>An update as the bytes that the hub's watchers get, with the hub's own settings.</summary>
internal static class HubEncoding
{
    /// <param name="name"><c>json</c> or <c>messagepack</c>.</param>
    public static IHubProtocol Protocol(string name)
        => new ServiceCollection().AddLogging().AddTrainingHub().BuildServiceProvider().GetServices<IHubProtocol>().Single(protocol => protocol.Name == name);

    /// <returns>The number of bytes.</returns>
    public static int Encode(SessionUpdate update, IHubProtocol protocol)
    {
        var bytes = 0;
        foreach (var message in HubEvents.Of(update))
        {
            bytes += message.GetSerializedMessage(protocol).Length;
        }

        return bytes;
    }
}
