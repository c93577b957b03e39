using System.Text.Json;

namespace TrainingHub.Bench.Load;

/// <summary>What a load measured: the figures of <c>../shared/bench/meter.mjs</c> by the same names, and more.</summary>
internal sealed record LoadReport
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public required string Protocol { get; init; }

    public required int Sessions { get; init; }

    /// <summary>A session.</summary>
    public required int Players { get; init; }

    /// <summary>A session.</summary>
    public required int Watchers { get; init; }

    /// <summary>The measured time.</summary>
    public double Seconds { get; init; }

    /// <summary>Samples that were sent in the measured time.</summary>
    public required long Updates { get; init; }

    public required double PerSecond { get; init; }

    /// <summary>Values that arrived at a watcher.</summary>
    public required long Delivered { get; init; }

    /// <summary>From sending to each watcher's receipt.</summary>
    public required double P50ms { get; init; }

    public required double P99ms { get; init; }

    public required double MaxMs { get; init; }

    /// <summary>From sending to the answer.</summary>
    public required double AckP50ms { get; init; }

    public required double AckP99ms { get; init; }

    public required double AckMaxMs { get; init; }

    public required double ServerCpuSeconds { get; init; }

    public required double CpuMicrosPerUpdate { get; init; }

    /// <summary>Resident memory of the server before the first connection.</summary>
    public required double RssBeforeMiB { get; init; }

    /// <summary>At the start of the measured time.</summary>
    public required double RssStartMiB { get; init; }

    /// <summary>After each whole minute of the measured time.</summary>
    public required IReadOnlyList<double> RssMinutesMiB { get; init; }

    /// <summary>At the end of the measured time.</summary>
    public required double RssMiB { get; init; }

    public required int Connections { get; init; }

    /// <summary>How much resident memory the connections, their sessions and the warm-up's traffic added to the server, a connection.</summary>
    public double KibPerConnection => Math.Round((RssStartMiB - RssBeforeMiB) * 1024 / Connections, 1);

    /// <summary>Payload.</summary>
    public required long WatcherBytes { get; init; }

    public double BytesPerUpdate => Math.Round((double)WatcherBytes / Updates);

    /// <summary>Of what the server sent, in the measured time.</summary>
    public required long Answers { get; init; }

    public required long EventsToWatchers { get; init; }

    public required long EventsToPlayers { get; init; }

    public double MessagesPerUpdate => Math.Round((double)(Answers + EventsToWatchers + EventsToPlayers) / Updates, 3);

    /// <summary>Calls by the code of their refusal, in the whole run.</summary>
    public IReadOnlyDictionary<string, int> Refused { get; init; } = new Dictionary<string, int>();

    /// <summary>Samples that were sent and never answered.</summary>
    public long LostAcks { get; init; }

    public int LostConnections { get; init; }

    /// <summary>How late the load itself was at worst; where it is much, the load was its own limit.</summary>
    public double SenderLateMs { get; init; }

    /// <summary>What the load itself took of the processor, in the measured time.</summary>
    public required double LoadCpuSeconds { get; init; }

    /// <summary>What was refused or lost, in a sentence; null where nothing was.</summary>
    public string? Failures() => Refused.Count == 0 && LostAcks == 0 && LostConnections == 0
        ? null
        : $"Refused: {string.Join(", ", Refused.Select(refused => $"{refused.Value} {refused.Key}"))}; {LostAcks} answers and {LostConnections} connections were lost.";

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}
