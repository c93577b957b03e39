using TrainingHub.Bench.Prepare;
using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A seat by the product's own client, at its own pace of reconnecting.</summary>
internal sealed class TypedSeat : ISeat
{
    private TypedSeat(TrainingHubClient client, Watcher watcher) => (Client, Watcher) = (client, watcher);

    public TrainingHubClient Client { get; }

    public Watcher Watcher { get; }

    public static async Task<TypedSeat> TakeAsync(Uri server, string sessionId, JoinRole role, Person person, Watcher watcher)
    {
        var client = new TrainingHubClient(server, _ => ValueTask.FromResult<string?>(person.Token), happened =>
        {
            watcher.Take(happened);
            return ValueTask.CompletedTask;
        });
        await client.ConnectAsync();
        var ack = await client.JoinAsync(sessionId, role);
        return ack.Ok ? new TypedSeat(client, watcher) : throw new InvalidOperationException($"{watcher.Name} was not let in: {ack.Error}");
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
