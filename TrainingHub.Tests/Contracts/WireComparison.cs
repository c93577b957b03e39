using TrainingHub.Web.Wire;

namespace TrainingHub.Tests.Contracts;

/// <summary>Values that were written against the schema that describes them, both ways: a property that only one of the two knows is a fault, and so is one that is required and missing, or never missing and not required.</summary>
internal static class WireComparison
{
    /// <param name="values">Enough of them that each optional property is there in one and not in another.</param>
    /// <param name="whole">A property that is not looked into.</param>
    public static void Compare(AsyncApiSchema schema, IReadOnlyList<WireValue> values, string where, List<string> faults, string? whole = null)
    {
        faults.AddRange(values.Where(value => !IsOf(schema, value)).Select(value => $"{where} is {value.Kind}, described as {string.Join(" or ", schema.Types)}").Distinct());
        if (schema.Words is { Count: > 0 } words)
        {
            faults.AddRange(values.Where(value => !value.IsNull && !words.Contains(value.Text)).Select(value => $"{where} is {value}, none of the words"));
        }

        var items = values.Where(value => value.Kind == WireKind.List).SelectMany(value => value.Items).ToList();
        if (items.Count > 0)
        {
            Compare(schema.Items, items, where + "[]", faults, whole);
        }

        var maps = values.Where(value => value.Kind == WireKind.Map).Select(value => value.Properties.ToArray().ToDictionary(property => property.Name, property => property.Value)).ToList();
        if (maps.Count == 0)
        {
            return;
        }

        var (written, described) = (maps.SelectMany(map => map.Keys).ToHashSet(), schema.Properties);
        faults.AddRange(written.Except(described.Keys).Select(name => $"{where}.{name} is written and not described"));
        faults.AddRange(described.Keys.Except(written).Select(name => $"{where}.{name} is described and never written"));
        var always = written.Where(name => maps.All(map => map.ContainsKey(name))).ToHashSet();
        faults.AddRange(schema.Required.Except(always).Select(name => $"{where}.{name} is required and not always written"));
        faults.AddRange(always.Except(schema.Required).Select(name => $"{where}.{name} is always written and not required"));
        foreach (var (name, property) in described.Where(property => property.Key != whole))
        {
            Compare(property, [.. maps.Where(map => map.ContainsKey(name)).Select(map => map[name])], $"{where}.{name}", faults, whole);
        }
    }

    private static bool IsOf(AsyncApiSchema schema, WireValue value) => schema.Map.ContainsKey("const") || value.Kind switch
    {
        WireKind.Null => schema.Types.Contains("null"),
        WireKind.Bool => schema.Types.Contains("boolean"),
        WireKind.Number => schema.Types.Contains("number") || (schema.Types.Contains("integer") && value.Number % 1 == 0),
        WireKind.Text => schema.Types.Contains("string"),
        WireKind.List => schema.Types.Contains("array"),
        _ => schema.Types.Contains("object"),
    };
}
