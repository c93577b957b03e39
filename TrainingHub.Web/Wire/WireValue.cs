using System.Globalization;

namespace TrainingHub.Web.Wire;

/// <summary>What kind of value came or goes; <see cref="Other"/> is what neither encoding of the contract has a use for (binary, an extension, nesting that is too deep).</summary>
public enum WireKind : byte { Null, Bool, Number, Text, List, Map, Other }

/// <summary>
/// One value on the wire, the same in JSON and in MessagePack. Everything that comes in is read as one of these, whatever its type,
/// so that a wrong type is ours to refuse; everything that goes out is one, so that names and instants are the same in both encodings.
/// </summary>
public readonly struct WireValue
{
    private readonly object? _content;
    private readonly double _number; // of a map: how many properties it has

    private WireValue(WireKind kind, object? content, double number = 0)
    {
        Kind = kind;
        _content = content;
        _number = number;
    }

    public static WireValue Null => default;

    public WireKind Kind { get; }

    public bool IsNull => Kind == WireKind.Null;

    /// <summary>The value of a <see cref="WireKind.Bool"/>.</summary>
    public bool Bool => _number != 0;

    /// <summary>The value of a <see cref="WireKind.Number"/>; whole up to 2^53 exactly.</summary>
    public double Number => _number;

    /// <summary>The value of a <see cref="WireKind.Text"/>, or what a <see cref="WireKind.Other"/> is, in words.</summary>
    public string Text => _content as string ?? "";

    /// <summary>The items of a <see cref="WireKind.List"/>; else empty.</summary>
    public IReadOnlyList<WireValue> Items => _content as WireValue[] ?? [];

    /// <summary>The properties of a <see cref="WireKind.Map"/> in their order; else empty.</summary>
    public ReadOnlySpan<WireProperty> Properties => _content is WireProperty[] properties ? properties.AsSpan(0, (int)_number) : default;

    /// <summary>A property's value; null where it is null or absent (<see cref="TryGet"/> tells which).</summary>
    public WireValue this[string name] => TryGet(name, out var value) ? value : Null;

    /// <summary>Finds a property; where a name stands twice, the last one counts.</summary>
    public bool TryGet(string name, out WireValue value)
    {
        var properties = Properties;
        for (var i = properties.Length - 1; i >= 0; i--)
        {
            if (properties[i].Name == name)
            {
                value = properties[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public static WireValue Of(bool value) => new(WireKind.Bool, null, value ? 1 : 0);

    public static WireValue Of(double value) => new(WireKind.Number, null, value);

    public static WireValue Of(string? value) => value is null ? Null : new(WireKind.Text, value);

    /// <summary>An instant, as text: ISO 8601 in UTC.</summary>
    public static WireValue Of(DateTimeOffset value) => new(WireKind.Text, WireInstant.Format(value));

    public static WireValue Of(WireValue[] items) => new(WireKind.List, items);

    public static WireValue Of(WireProperty[] properties) => Of(properties, properties.Length);

    /// <param name="count">So many of the properties, from the first, are the object's.</param>
    public static WireValue Of(WireProperty[] properties, int count) => new(WireKind.Map, properties, count);

    /// <param name="what">In words, for a refusal: <c>binary data</c>.</param>
    public static WireValue Other(string what) => new(WireKind.Other, what);

    public static implicit operator WireValue(bool value) => Of(value);

    public static implicit operator WireValue(double value) => Of(value);

    public static implicit operator WireValue(long value) => Of((double)value);

    public static implicit operator WireValue(string? value) => Of(value);

    public static implicit operator WireValue(DateTimeOffset value) => Of(value);

    /// <summary>What it is, in words for a refusal; long text is cut.</summary>
    public override string ToString() => Kind switch
    {
        WireKind.Null => "null",
        WireKind.Bool => Bool ? "true" : "false",
        WireKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        WireKind.Text => Text.Length <= 40 ? $"'{Text}'" : $"'{Text.AsSpan(0, 40)}…'",
        WireKind.List => "a list",
        WireKind.Map => "an object",
        _ => Text,
    };
}

/// <summary>A property of an object on the wire.</summary>
/// <param name="Name">camelCase.</param>
public readonly record struct WireProperty(string Name, WireValue Value);
