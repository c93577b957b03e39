using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Journal;

/// <summary>A sample's values as an object: a property that is absent, one that is null and one with a value are three things.</summary>
internal sealed class MetricValuesJson : JsonConverter<MetricValues>
{
    private const string RrIntervals = "rrIntervals", Equipment = "equipment";

    private static readonly byte[][] Names = [.. MetricRange.All.Select(range => Encoding.UTF8.GetBytes(range.Name))];

    public override MetricValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    /// <param name="reader">On the object's first token; then on its last.</param>
    public static MetricValues Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A sample's values must be an object.");
        }

        var builder = new MetricValues.Builder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (MetricOf(in reader) is { } metric)
            {
                reader.Read();
                builder.Set(metric, reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble());
            }
            else if (reader.ValueTextEquals(RrIntervals))
            {
                reader.Read();
                builder.SetRrIntervals(reader.TokenType == JsonTokenType.Null ? default : Numbers(ref reader));
            }
            else if (reader.ValueTextEquals(Equipment))
            {
                reader.Read();
                builder.SetEquipment(reader.GetString());
            }
            else
            {
                throw new JsonException($"There is no metric '{reader.GetString()}'.");
            }
        }

        return builder.Build();
    }

    private static Metric? MetricOf(in Utf8JsonReader reader)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueTextEquals(Names[i]))
            {
                return (Metric)i;
            }
        }

        return null;
    }

    private static ImmutableArray<double> Numbers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("rrIntervals must be an array.");
        }

        var numbers = ImmutableArray.CreateBuilder<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(reader.GetDouble());
        }

        return numbers.DrainToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, MetricValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var range in MetricRange.All)
        {
            if (value[range.Metric] is { } number)
            {
                writer.WriteNumber(range.Name, number);
            }
            else if (value.Has(range.Metric))
            {
                writer.WriteNull(range.Name);
            }
        }

        if (value.Given.HasFlag(MetricMask.RrIntervals))
        {
            writer.WritePropertyName(RrIntervals);
            JsonSerializer.Serialize(writer, value.RrIntervals.IsDefault ? null : value.RrIntervals.ToArray(), options);
        }

        if (value.Given.HasFlag(MetricMask.Equipment))
        {
            writer.WriteString(Equipment, value.Equipment);
        }

        writer.WriteEndObject();
    }
}
