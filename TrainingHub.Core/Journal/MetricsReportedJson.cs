using System.Buffers.Text;
using System.Text.Json;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>
/// Reads a sample's event as <see cref="JournalJson.Write"/> writes it, several times as fast as the serializer: nearly all that a recovery or a replay reads is samples.
/// What is written in any other way is left to the serializer.
/// </summary>
internal static class MetricsReportedJson
{
    /// <param name="reader">On the event's first token; behind the event when it was read, else where it was.</param>
    /// <returns>Null for any other event, and one that is written otherwise.</returns>
    public static SessionEvent? TryRead(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        try
        {
            if (Read(ref ahead) is { } @event)
            {
                reader = ahead;
                return @event;
            }
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            // The serializer says what is wrong with it, the same way for all events.
        }

        return null;
    }

    private static SessionEvent.MetricsReported? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject
            || !(Next(ref reader, "type"u8) && reader.ValueTextEquals("metrics"u8))
            || !(Next(ref reader, "v"u8) && reader.TryGetInt32(out var v))
            || !(Next(ref reader, "at"u8) && reader.TryGetDateTimeOffset(out var at))
            || !(Next(ref reader, "playerId"u8) && reader.TokenType == JsonTokenType.String))
        {
            return null;
        }

        var playerId = reader.GetString()!;
        string? deviceId = null;
        DateTimeOffset? timestamp = null;
        TimeSpan? offset = null;
        reader.Read();
        if (Moved(ref reader, "deviceId"u8))
        {
            deviceId = reader.GetString();
            reader.Read();
        }

        if (Moved(ref reader, "timestamp"u8))
        {
            timestamp = reader.GetDateTimeOffset();
            reader.Read();
        }

        if (Moved(ref reader, "offset"u8))
        {
            if (reader.ValueIsEscaped || !Utf8Parser.TryParse(reader.ValueSpan, out TimeSpan parsed, out var consumed, 'c') || consumed != reader.ValueSpan.Length)
            {
                return null;
            }

            offset = parsed;
            reader.Read();
        }

        if (!Moved(ref reader, "values"u8))
        {
            return null;
        }

        var values = MetricValuesJson.Read(ref reader);
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject
            ? new SessionEvent.MetricsReported(playerId, deviceId, timestamp, offset, values) { V = v, At = at }
            : null;
    }

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.Read() && Moved(ref reader, name);

    // From a property's name to its value.
    private static bool Moved(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
        => reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
}
