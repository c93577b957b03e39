using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Journal;

/// <summary>A sample's values as an object: a property that is absent, one that is null and one with a value are three things.</summary>
internal sealed class MetricValuesJson : JsonConverter<MetricValues>
{
    private const string RrIntervals = "rrIntervals", Equipment = "equipment";

    public override MetricValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A sample's values must be an object.");
        }

        var builder = new MetricValues.Builder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case RrIntervals:
                    builder.SetRrIntervals(reader.TokenType == JsonTokenType.Null ? default : JsonSerializer.Deserialize<ImmutableArray<double>>(ref reader, options));
                    break;
                case Equipment:
                    builder.SetEquipment(reader.GetString());
                    break;
                default:
                    var range = MetricRange.All.FirstOrDefault(range => range.Name == name) ?? throw new JsonException($"There is no metric '{name}'.");
                    builder.Set(range.Metric, reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble());
                    break;
            }
        }

        return builder.Build();
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
