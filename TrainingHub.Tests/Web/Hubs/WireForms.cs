using System.Globalization;
using System.Text.Json;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>The same value as JSON and as the plain objects that Microsoft's MessagePack client writes and reads.</summary>
internal static class WireForms
{
    public static JsonElement ToJson(object? value) => value as JsonElement? ?? JsonSerializer.SerializeToElement(Plain(value));

    public static object? ToArgument(object? value, Encoding encoding)
    {
        var json = value as JsonElement? ?? JsonSerializer.SerializeToElement(value);
        return encoding == Encoding.Json ? json : Plain(json);
    }

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object? Plain(object? value) => value switch
    {
        IDictionary<object, object?> map => map.ToDictionary(entry => Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, entry => Plain(entry.Value)),
        object?[] list => list.Select(Plain).ToArray(),
        _ => value,
    };
}
