using System.Net.Http.Json;
using System.Text.Json;

namespace TrainingHub.Tests.Web.Api;

/// <summary>The OpenAPI document as the server gives it, and where a body is not as it says.</summary>
internal sealed class ApiDocument(JsonElement root)
{
    public JsonElement Paths => root.GetProperty("paths");

    /// <summary>Every call as <c>get /api/v1/sessions</c>.</summary>
    public IEnumerable<(string Call, JsonElement Operation)> Operations
        => Paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => ($"{method.Name} {path.Name}", method.Value)));

    public static async Task<ApiDocument> ReadAsync(WebApp app)
    {
        using var client = app.CreateClient();
        return new ApiDocument(await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json"));
    }

    /// <summary>What a body has that a named schema has not, what it lacks, and what is of another type; objects and lists within too.</summary>
    public IEnumerable<string> Faults(JsonElement body, string schema) => Faults(body, root.GetProperty("components").GetProperty("schemas").GetProperty(schema), schema);

    public IEnumerable<string> Faults(JsonElement body, JsonElement given, string where)
    {
        if (body.ValueKind == JsonValueKind.Null)
        {
            return IsNullable(given) ? [] : [$"{where} is null, its schema allows none."];
        }

        var schema = Resolved(given);
        if (!Fits(body, schema))
        {
            return [$"{where} is {body.GetRawText()}, its schema {schema.GetRawText()}."];
        }

        if (body.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            return body.EnumerateArray().SelectMany((item, index) => Faults(item, items, $"{where}[{index}]"));
        }

        if (body.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
        {
            return [];
        }

        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        return body.EnumerateObject().Where(property => !properties.TryGetProperty(property.Name, out _)).Select(property => $"{where} has {property.Name}, its schema not.")
            .Concat(required.Where(name => !body.TryGetProperty(name, out _)).Select(name => $"{where} lacks {name}."))
            .Concat(body.EnumerateObject().Where(property => properties.TryGetProperty(property.Name, out _))
                .SelectMany(property => Faults(property.Value, properties.GetProperty(property.Name), $"{where}.{property.Name}")));
    }

    private static bool Fits(JsonElement value, JsonElement schema) => !schema.TryGetProperty("type", out var type) || Types(type).Any(name => name switch
    {
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String
            && (!schema.TryGetProperty("format", out var format) || format.GetString() != "date-time" || value.TryGetDateTimeOffset(out _)),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    });

    private static IEnumerable<string?> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()) : [type.GetString()];

    private bool IsNullable(JsonElement schema)
        => schema.TryGetProperty("$ref", out _) ? IsNullable(Resolved(schema))
            : schema.TryGetProperty("oneOf", out var either) ? either.EnumerateArray().Any(IsNullable)
            : !schema.TryGetProperty("type", out var type) || Types(type).Contains("null"); // without a type: anything

    private JsonElement Resolved(JsonElement schema)
        => schema.TryGetProperty("$ref", out var reference)
            ? root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema.TryGetProperty("oneOf", out var either) ? Resolved(either.EnumerateArray().Last())
            : schema;
}
