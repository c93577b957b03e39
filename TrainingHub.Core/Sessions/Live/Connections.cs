using System.Collections.Immutable;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>Who has joined one session: immutable, so that it is adopted or dropped together with the state that it belongs to.</summary>
internal sealed record Connections(ImmutableDictionary<string, JoinedConnection> ById)
{
    public static Connections None { get; } = new(ImmutableDictionary<string, JoinedConnection>.Empty);

    public JoinedConnection? Find(string connectionId) => ById.GetValueOrDefault(connectionId);

    public Connections With(string connectionId, JoinedConnection connection) => new(ById.SetItem(connectionId, connection));

    public Connections Without(string connectionId) => new(ById.Remove(connectionId));

    public Connections WithoutPlayer(string playerId) => new(ById.RemoveRange(ById.Where(entry => entry.Value.PlayerId == playerId).Select(entry => entry.Key)));

    public bool Holds(string playerId) => ById.Values.Any(connection => connection.PlayerId == playerId);
}

/// <param name="PlayerId">Only of a connection that joined as player.</param>
/// <param name="ClockOffset">Server's time minus the device's.</param>
internal sealed record JoinedConnection(string UserId, string? PlayerId, TimeSpan? ClockOffset);
