using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Journal;

/// <summary>
/// Events as JSON: camelCase, each with its <c>type</c> and <c>v</c>, instants as ISO 8601 in UTC, durations as <c>hh:mm:ss</c>, absent properties left out,
/// and in a sample's values <c>null</c> where the device said "no longer known". An unknown type is a fault, never skipped.
/// </summary>
public static class JournalJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never shown in a page as it is; readable with sqlite3
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new MetricValuesJson() },
    };

    /// <summary>A batch as a JSON array, UTF-8.</summary>
    public static byte[] Write(ImmutableArray<SessionEvent> events) => JsonSerializer.SerializeToUtf8Bytes(events, Options);

    /// <exception cref="JsonException">Not a batch of events that this version knows.</exception>
    public static ImmutableArray<SessionEvent> Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A batch must be an array.");
        }

        var events = ImmutableArray.CreateBuilder<SessionEvent>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            events.Add(MetricsReportedJson.TryRead(ref reader)
                ?? JsonSerializer.Deserialize<SessionEvent>(ref reader, Options)
                ?? throw new JsonException("A batch must hold no null."));
        }

        reader.Read(); // what follows the array is a fault
        return events.DrainToImmutable();
    }

    /// <summary>The number of events in a batch, without reading them.</summary>
    /// <exception cref="JsonException">Not a JSON array.</exception>
    public static int Count(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A batch must be an array.");
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }
}
