namespace TrainingHub.Client;

/// <summary>How a <see cref="MetricsBuffer"/> keeps and sends. The rates are what the server allows by default.</summary>
public sealed record MetricsBufferOptions
{
    /// <summary>How many samples may wait; when full, the oldest is given up for the newest. The default keeps five hours at 1 Hz in about 10 MB.</summary>
    public int Capacity { get; init; } = 18_000;

    /// <summary>
    /// Where waiting samples outlive a crash and a restart of the device; null keeps them in memory alone. One buffer a file; readable by the file's owner alone.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Told on each change, one at a time; be quick.</summary>
    public Action<BufferStatus>? OnChange { get; init; }

    /// <summary>Told of each sample that the server will never take, with its reason.</summary>
    public Action<Sample, string>? OnRejected { get; init; }

    /// <summary>At most one live sample each.</summary>
    public TimeSpan LivePeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>At most one backfill call each.</summary>
    public TimeSpan BackfillPeriod { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Where a <see cref="MetricsBuffer"/> stands.</summary>
/// <param name="Waiting">Samples that are not acknowledged.</param>
/// <param name="Lost">Samples given up since the start: the buffer was full, or a line of its file could not be read.</param>
/// <param name="Rejected">Samples that the server refused for good since the start.</param>
/// <param name="Refusal">Why the server takes nothing at the moment (not joined, removed, not there); null when it does, and while there is no connection.</param>
/// <param name="FileFault">Why the file takes nothing at the moment; samples are then kept in memory alone, and written when it does again.</param>
public sealed record BufferStatus(int Waiting, long Lost, long Rejected, HubError? Refusal, string? FileFault);
