using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

/// <summary>An update as the hub's events; each is encoded once per protocol, whoever gets it.</summary>
internal static class HubEvents
{
    public static SerializedHubMessage[] Of(SessionUpdate update)
    {
        var sessionId = update.View.State.SessionId;
        var messages = new List<SerializedHubMessage>(update.Items.Length);
        foreach (var item in update.Items)
        {
            if (SessionMessage.Of(sessionId, item) is { } message)
            {
                messages.Add(new SerializedHubMessage(new InvocationMessage(message.Name, [message.Payload])));
            }
        }

        return [.. messages];
    }
}
