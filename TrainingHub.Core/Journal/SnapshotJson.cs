using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>A state as JSON, for snapshots alone: a cache that only the very build that wrote it reads.</summary>
public static class SnapshotJson
{
    private static readonly JsonSerializerOptions Options = new(JournalJson.Options)
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new CurrentMetricsJson(), new InstantSetJson() },
    };

    /// <summary>Another build may fold otherwise, so it must not go on from what this one folded.</summary>
    public static string Shape { get; } = typeof(SnapshotJson).Module.ModuleVersionId.ToString("N");

    public static SessionSnapshot Write(SessionState state)
        => new(state.SessionId, state.Seq, Shape, JsonSerializer.SerializeToUtf8Bytes(state, Options));

    /// <summary>The state that was kept, under the limits that hold now; null where it cannot be used.</summary>
    public static SessionState? Read(SessionSnapshot? snapshot, SessionLimits limits)
    {
        if (snapshot is null || snapshot.Shape != Shape)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<SessionState>(snapshot.State, Options) is { } state && state.Seq == snapshot.Seq && state.SessionId == snapshot.SessionId
                ? state with { Limits = limits }
                : null;
        }
        catch (JsonException)
        {
            return null; // a cache: the events are the truth
        }
    }

    private sealed class CurrentMetricsJson : JsonConverter<CurrentMetrics>
    {
        public override CurrentMetrics Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var kept = JsonSerializer.Deserialize<Kept>(ref reader, options)!;
            return new CurrentMetrics(kept.Values, kept.GivenAt, kept.ChangedBy, kept.SampleAt, kept.SampleSeq);
        }

        public override void Write(Utf8JsonWriter writer, CurrentMetrics value, JsonSerializerOptions options)
            => JsonSerializer.Serialize(writer, new Kept(value.Values, [.. value.GivenTicks], [.. value.ChangedSeqs], value.SampleAt, value.SampleSeq), options);

        private sealed record Kept(MetricValues Values, long[] GivenAt, long[] ChangedBy, DateTimeOffset SampleAt, long SampleSeq);
    }

    /// <summary>Ticks, little-endian, as base64.</summary>
    private sealed class InstantSetJson : JsonConverter<InstantSet>
    {
        public override InstantSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var bytes = reader.GetBytesFromBase64();
            var ticks = new long[bytes.Length / sizeof(long)];
            for (var i = 0; i < ticks.Length; i++)
            {
                ticks[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * sizeof(long)));
            }

            return InstantSet.Empty.Union(ticks);
        }

        public override void Write(Utf8JsonWriter writer, InstantSet value, JsonSerializerOptions options)
        {
            if (BitConverter.IsLittleEndian)
            {
                writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.Ticks));
                return;
            }

            var bytes = new byte[value.Count * sizeof(long)];
            for (var i = 0; i < value.Count; i++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), value.Ticks[i]);
            }

            writer.WriteBase64StringValue(bytes);
        }
    }
}
