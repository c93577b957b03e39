using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingHub.Web.Wire;

/// <summary>Wire values as JSON. Reads whatever is JSON without throwing.</summary>
public sealed class WireJson : JsonConverter<WireValue>
{
    /// <summary>Levels of nesting that are read; no shape of the contract has more than four.</summary>
    public const int MaxDepth = 16;

    public override bool HandleNull => true;

    public override WireValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, 0);

    public override void Write(Utf8JsonWriter writer, WireValue value, JsonSerializerOptions options) => Write(writer, value);

    private static WireValue Read(ref Utf8JsonReader reader, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                return reader.TryGetDouble(out var number) ? number : WireValue.Other("a number too large");
            case JsonTokenType.String:
                return ReadText(ref reader);
            case JsonTokenType.StartArray when depth < MaxDepth:
                return ReadList(ref reader, depth);
            case JsonTokenType.StartObject when depth < MaxDepth:
                return ReadObject(ref reader, depth);
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                reader.Skip();
                return WireValue.Other("nested too deeply");
            default:
                return WireValue.Null;
        }
    }

    private static WireValue ReadList(ref Utf8JsonReader reader, int depth)
    {
        var items = new List<WireValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, depth + 1));
        }

        return WireValue.Of(items.ToArray());
    }

    private static WireValue ReadObject(ref Utf8JsonReader reader, int depth)
    {
        var properties = new WireObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadName(ref reader);
            reader.Read();
            var value = Read(ref reader, depth + 1);
            if (name is not null)
            {
                properties.Add(name, value);
            }
        }

        return properties.Build();
    }

    // Null: no name of ours, and unknown properties are ignored.
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        const int LongestEscape = 6;
        if (reader.ValueSpan.Length > WireNames.MaxLength * LongestEscape)
        {
            return null;
        }

        try
        {
            Span<char> name = stackalloc char[WireNames.MaxLength * LongestEscape];
            return WireNames.Of(name[..reader.CopyString(name)]);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // JSON that is well formed may still hold half a surrogate pair or bytes that are no UTF-8.
    private static WireValue ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return WireValue.Other("text that is not Unicode");
        }
    }

    private static void Write(Utf8JsonWriter writer, in WireValue value)
    {
        switch (value.Kind)
        {
            case WireKind.Bool:
                writer.WriteBooleanValue(value.Bool);
                break;
            case WireKind.Number when double.IsFinite(value.Number):
                writer.WriteNumberValue(value.Number);
                break;
            case WireKind.Text or WireKind.Other:
                writer.WriteStringValue(value.Text);
                break;
            case WireKind.List:
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case WireKind.Map:
                writer.WriteStartObject();
                foreach (var property in value.Properties)
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
