using System.Collections.Frozen;
using TrainingHub.Client;

namespace TrainingHub.Bench.Load;

/// <summary>Someone who watches a session, and notes how old each value is that arrives.</summary>
/// <param name="trains">The session's trainer, who starts it.</param>
internal sealed class LoadWatcher(LoadTally tally, HubWire wire, string sessionId, bool trains, string token, FrozenDictionary<string, LoadPlayer> players)
    : LoadMember(tally, wire, sessionId, token)
{
    private readonly FrozenDictionary<string, LoadPlayer>.AlternateLookup<ReadOnlySpan<char>> _players = players.GetAlternateLookup<ReadOnlySpan<char>>();

    public override void Took(int bytes) => Tally.WatcherTook(bytes);

    public override void Heard(HubMessageType type)
    {
        if (type == HubMessageType.Invocation)
        {
            Tally.ToldWatcher();
        }
    }

    public override void Measured(ReadOnlySpan<char> playerId, int powerWatts)
    {
        if (_players.TryGetValue(playerId, out var player) && player.Since(powerWatts) is { } age)
        {
            Tally.Delivered(age);
        }
    }

    protected override async Task TakePartAsync(CancellationToken cancellationToken)
    {
        var session = new Dictionary<string, string> { ["sessionId"] = SessionId, ["role"] = trains ? "trainer" : "observer" };
        await CallAsync(HubMethods.Join, session, cancellationToken);
        if (trains)
        {
            await CallAsync(HubMethods.Start, session, cancellationToken);
        }
    }
}
