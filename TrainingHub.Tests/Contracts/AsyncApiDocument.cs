using YamlDotNet.Serialization;

namespace TrainingHub.Tests.Contracts;

/// <summary>`docs/asyncapi.yaml`, read as plain maps, lists and text, with its references followed.</summary>
internal sealed class AsyncApiDocument
{
    public static AsyncApiDocument Read()
        => new(new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "asyncapi.yaml"))));

    private AsyncApiDocument(object root) => Root = (Dictionary<object, object>)root;

    public Dictionary<object, object> Root { get; }

    /// <summary>The value at a path of names, references followed.</summary>
    public object At(params string[] path) => path.Aggregate((object)Root, (value, name) => Map(value)[name]);

    /// <summary>A map, or the one that it refers to.</summary>
    public Dictionary<object, object> Map(object value)
    {
        var map = (Dictionary<object, object>)value;
        return map.TryGetValue("$ref", out var reference) ? Map(Resolve((string)reference)) : map;
    }

    /// <exception cref="KeyNotFoundException">It leads nowhere.</exception>
    public object Resolve(string reference)
    {
        Assert.StartsWith("#/", reference, StringComparison.Ordinal);
        return reference[2..].Split('/').Aggregate((object)Root, (value, name) => Map(value)[name]);
    }

    /// <summary>Every reference anywhere in it.</summary>
    public IEnumerable<string> References() => ReferencesIn(Root);

    /// <summary>The messages of the operations of one direction (<c>receive</c>: calls; <c>send</c>: events), by their name on the wire.</summary>
    public Dictionary<string, Dictionary<object, object>> Messages(string action) => Map(At("operations")).Values
        .Select(Map).Where(operation => (string)operation["action"] == action)
        .Select(operation => Map(Assert.Single((List<object>)operation["messages"])))
        .ToDictionary(message => (string)message["name"]);

    /// <summary>The payloads of a call's answer.</summary>
    public IEnumerable<AsyncApiSchema> Answers(string method)
    {
        var operation = Map(At("operations")).Values.Select(Map).Single(each => (string)each["action"] == "receive" && (string)Map(((List<object>)each["messages"])[0])["name"] == method);
        var reply = Map(Assert.Single((List<object>)Map(operation["reply"])["messages"]));
        return ((List<object>)Map(reply["payload"])["oneOf"]).Select(each => new AsyncApiSchema(this, each));
    }

    public AsyncApiSchema Schema(string name) => new(this, At("components", "schemas", name));

    public AsyncApiSchema Payload(Dictionary<object, object> message) => new(this, message["payload"]);

    private static IEnumerable<string> ReferencesIn(object? value) => value switch
    {
        Dictionary<object, object> map => map.SelectMany(entry => (string)entry.Key == "$ref" ? [(string)entry.Value] : ReferencesIn(entry.Value)),
        List<object> list => list.SelectMany(ReferencesIn),
        _ => [],
    };
}

/// <summary>A schema, what it is made of put together.</summary>
internal sealed class AsyncApiSchema(AsyncApiDocument document, object value)
{
    public Dictionary<object, object> Map { get; } = document.Map(value);

    public Dictionary<string, AsyncApiSchema> Properties => Parts.SelectMany(part => part.Map.TryGetValue("properties", out var own) ? document.Map(own) : [])
        .ToDictionary(entry => (string)entry.Key, entry => new AsyncApiSchema(document, entry.Value));

    public IEnumerable<string> Required => Parts.SelectMany(part => part.Map.TryGetValue("required", out var own) ? ((List<object>)own).Cast<string>() : []).Order(StringComparer.Ordinal);

    /// <summary>Itself, and what it takes in by <c>allOf</c>.</summary>
    public IEnumerable<AsyncApiSchema> Parts
        => Map.TryGetValue("allOf", out var all) ? ((List<object>)all).SelectMany(each => new AsyncApiSchema(document, each).Parts).Prepend(this) : [this];

    public IReadOnlyList<string> Types => Parts.Select(part => part.Map.GetValueOrDefault("type")).FirstOrDefault(type => type is not null) switch
    {
        string one => [one],
        List<object> several => [.. several.Cast<string>()],
        _ => [],
    };

    public IReadOnlyList<string> Words => Map.TryGetValue("enum", out var words) ? [.. ((List<object>)words).Cast<string>()] : [];

    public AsyncApiSchema Items => new(document, Map["items"]);

    public double? Number(string keyword) => Map.TryGetValue(keyword, out var text) ? double.Parse((string)text, System.Globalization.CultureInfo.InvariantCulture) : null;

    public string? Text(string keyword) => Map.GetValueOrDefault(keyword) as string;
}
