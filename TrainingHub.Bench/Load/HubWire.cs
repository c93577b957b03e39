namespace TrainingHub.Bench.Load;

/// <summary>
/// The hub protocol in one of its encodings, as much of it as a load needs, with next to no allocation: the load shares the machine with the server.
/// Shapes: `HubProtocol.md` of ASP.NET Core; property order and ids as those of the official JavaScript client.
/// </summary>
internal abstract class HubWire
{
    protected const string MetricsName = "training:player:metrics";

    /// <summary>What is sent when there is nothing else to send.</summary>
    public abstract byte[] Ping { get; }

    /// <summary>Of the WebSocket's frames.</summary>
    public abstract WebSocketOpcode Opcode { get; }

    /// <summary>The name in the handshake.</summary>
    protected abstract string Name { get; }

    /// <exception cref="ArgumentException">Neither <c>json</c> nor <c>msgpack</c>.</exception>
    public static HubWire Of(string protocol) => protocol switch
    {
        "json" => new JsonHubWire(),
        "msgpack" => new MessagePackHubWire(),
        _ => throw new ArgumentException($"--protocol was '{protocol}'; it must be json or msgpack."),
    };

    /// <summary>The first thing that a connection sends; it is JSON in every protocol, and so is its answer.</summary>
    public string Handshake() => $$"""{"protocol":"{{Name}}","version":1}{{(char)JsonHubWire.End}}""";

    /// <summary>The first message of a stream's bytes, if all of it is there.</summary>
    /// <param name="taken">Bytes that it takes up, what frames it among them.</param>
    public abstract bool TryCut(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> message, out int taken);

    /// <summary>Tells what is in a message.</summary>
    public abstract HubMessageType Read(ReadOnlyMemory<byte> message, IHubListener listener);

    /// <summary>A call whose one argument is an object of strings.</summary>
    public abstract byte[] Call(int id, string method, IReadOnlyDictionary<string, string> argument);

    /// <summary>One player's `training:player:metrics`, ready but for its numbers.</summary>
    public abstract MetricsCall Metrics(string sessionId, string playerId);
}

/// <summary>A call that is sent again and again with other numbers.</summary>
internal abstract class MetricsCall
{
    /// <summary>More than any of these calls is long.</summary>
    public const int MaxBytes = 512;

    /// <summary>Writes it; its power is its id too.</summary>
    /// <returns>Its length.</returns>
    public abstract int Write(Span<byte> into, in LoadSample sample, DateTimeOffset at);
}

/// <summary>The sample that all loads send.</summary>
/// <param name="PowerWatts">Says which of its player's samples this is; from 1 to <see cref="Powers"/>.</param>
internal readonly record struct LoadSample(int PowerWatts, int HeartRateBpm)
{
    public const int Powers = 1900;

    public int CadenceRpm => 85 + ((PowerWatts >> 3) % 10);

    public int PaceSecondsPerKm => 30 + ((PowerWatts >> 4) % 5);
}
