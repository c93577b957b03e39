using System.Text.Json.Serialization;

namespace TrainingHub.Client;

/// <summary>
/// What sensors say. In each property absent, <c>null</c> and a value are three things: absent keeps the last value, <c>null</c> says that it is no longer known.
/// </summary>
public abstract record MetricSet
{
    /// <summary>beats/min, 20 … 260.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> HeartRate { get; init; }

    /// <summary>W, 0 … 4000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Power { get; init; }

    /// <summary>rev/min (running: steps/min of both legs), 0 … 300.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Cadence { get; init; }

    /// <summary>m/s, 0 … 40. Give this or <see cref="Pace"/>; the other is derived.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Speed { get; init; }

    /// <summary>s/km, 25 … 7200.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Pace { get; init; }

    /// <summary>m since the session's start, 0 … 1 000 000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Distance { get; init; }

    /// <summary>kcal since the session's start, 0 … 50 000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> Calories { get; init; }

    /// <summary>Beat-to-beat intervals in ms, oldest first: at most 20, each 200 … 3000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<double>?> RrIntervals { get; init; }

    /// <summary>ms, 50 … 1000.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> GroundContactTime { get; init; }

    /// <summary>mm, 0 … 500.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> VerticalOscillation { get; init; }

    /// <summary>% left, 0 … 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> GroundContactBalance { get; init; }

    /// <summary>% left, 0 … 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> LeftRightBalance { get; init; }

    /// <summary>strokes/min, 0 … 100.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> StrokeRate { get; init; }

    /// <summary>What the player uses, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Equipment { get; init; }
}

/// <summary>What a device measured at one instant; at least one metric must be given.</summary>
public record Sample : MetricSet
{
    /// <summary>The sender's own name for the device, at most 64 characters.</summary>
    public string? DeviceId { get; init; }

    /// <summary>The device's clock; the server corrects it by what <see cref="TrainingHubClient.JoinAsync"/> showed, and takes its own where this is absent.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The sample without what a derived one adds.</summary>
    internal Sample Plain() => GetType() == typeof(Sample) ? this : new Sample(this);
}

/// <summary>A sample as it is sent live; one each 2 s is taken.</summary>
public sealed record Metrics : Sample
{
    public Metrics()
    {
    }

    internal Metrics(Sample sample)
        : base(sample)
    {
    }

    public required string SessionId { get; init; }

    /// <summary>The player's user id.</summary>
    public required string PlayerId { get; init; }
}

/// <summary>What is known of a player: in an event just what changed, in a snapshot all.</summary>
public sealed record PlayerMetrics : MetricSet
{
    /// <summary>The player's user id; null inside a <see cref="Player"/>, which has its own.</summary>
    public string? PlayerId { get; init; }

    /// <summary>0 … 5 of the player's own zones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> HeartRateZone { get; init; }
}
