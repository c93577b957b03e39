using System.Text.Json;

namespace TrainingHub.Bench.Circuits;

/// <summary>What open dashboards cost the server beyond the wearables' own calls.</summary>
internal sealed record CircuitReport
{
    // Four windows a second, and what a clock renders now and then.
    private const double MostBatches = 4.5, MostMicros = 60, MostBytes = 200, MostKib = 1024, LeastOfWindows = 0.95;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public required int Circuits { get; init; }

    /// <summary>Players of the session, each with a tile.</summary>
    public required int Tiles { get; init; }

    public required double KibPerCircuit { get; init; }

    /// <summary>Render batches to all circuits.</summary>
    public required double BatchesPerSecond { get; init; }

    /// <summary>Of one circuit: at most four are wanted.</summary>
    public double BatchesPerSecondACircuit => Math.Round(BatchesPerSecond / Circuits, 2);

    /// <summary>Events that one hub watcher of the same session was sent: a circuit that is sent as many batches missed no window, and merged nothing for want of time.</summary>
    public required double WindowsPerSecond { get; init; }

    /// <summary>Updates that one circuit was sent a second, each a player's sample in a tile: those that a watcher of the same audience was told in the same time.</summary>
    public required double TileUpdatesPerSecondACircuit { get; init; }

    /// <summary>To all circuits.</summary>
    public double TileUpdatesPerSecond => Math.Round(TileUpdatesPerSecondACircuit * Circuits);

    /// <summary>% of one processor: the same wearables, and nobody looks but one hub watcher.</summary>
    public required double CpuPercentWithout { get; init; }

    public required double CpuPercent { get; init; }

    /// <summary>Of the server's processor time beyond <see cref="CpuPercentWithout"/>.</summary>
    public double MicrosPerTileUpdate => Math.Round((CpuPercent - CpuPercentWithout) * 1e4 / TileUpdatesPerSecond, 1);

    public double MicrosPerBatch => Math.Round((CpuPercent - CpuPercentWithout) * 1e4 / BatchesPerSecond, 1);

    public required double BytesPerBatch { get; init; }

    public double BytesPerTileUpdate => Math.Round(BytesPerBatch * BatchesPerSecond / TileUpdatesPerSecond, 1);

    public required double RssMiB { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>What of the promise did not hold, a sentence each.</summary>
    public IEnumerable<string> Missed()
    {
        if (Errors.Count > 0)
        {
            yield return $"Circuits failed: {string.Join("; ", Errors)}";
        }

        if (BatchesPerSecondACircuit > MostBatches)
        {
            yield return $"A circuit is sent {BatchesPerSecondACircuit} batches a second; it must be at most {MostBatches}.";
        }

        if (BatchesPerSecondACircuit < LeastOfWindows * WindowsPerSecond)
        {
            yield return $"A circuit is sent {BatchesPerSecondACircuit} batches a second in {WindowsPerSecond} windows: it falls behind, and the figures a tile update are of fewer than there were.";
        }

        // NaN, where nothing came, is no success.
        if (!(MicrosPerTileUpdate <= MostMicros && BytesPerTileUpdate <= MostBytes))
        {
            yield return $"A tile update costs {MicrosPerTileUpdate} µs and {BytesPerTileUpdate} bytes; it must be at most {MostMicros} µs and {MostBytes} bytes.";
        }

        if (KibPerCircuit > MostKib)
        {
            yield return $"A circuit takes {KibPerCircuit} KiB; it must be at most {MostKib} KiB.";
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}
