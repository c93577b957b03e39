namespace TrainingHub.Web.Wire;

/// <summary>
/// Reads an argument's properties, and keeps the first fault: a sentence that names the property, what it was and what is allowed.
/// After a fault it goes on with stand-ins, so that the rules can judge the rest of the call in the contract's order. Ranges are the rules' business.
/// </summary>
public sealed class Fields
{
    private const int IdLength = 64;
    private const double MaxSeq = 1L << 53; // as far as a number on the wire is exact

    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero), Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WireValue _argument;
    private readonly string _prefix;
    private readonly Fields? _whole;
    private readonly Action<string>? _asked;
    private string? _fault;

    /// <param name="what">What it is that is read, in words for a refusal.</param>
    /// <param name="asked">Told each property that is looked for, one inside an object as <c>object.property</c>: what a call reads, to be held against the contract.</param>
    public Fields(WireValue argument, string what = "argument", Action<string>? asked = null)
        : this(argument, "", null, asked)
    {
        if (argument.Kind != WireKind.Map)
        {
            Refuse($"The {what} was {argument}; it must be an object.");
        }
    }

    private Fields(WireValue argument, string prefix, Fields? whole, Action<string>? asked)
    {
        _asked = asked;
        _argument = argument;
        _prefix = prefix;
        _whole = whole;
    }

    /// <summary>The first fault; null where all could be read.</summary>
    public string? Fault => _whole is null ? _fault : _whole.Fault;

    /// <summary>An id of 1 to 64 characters; null after a fault.</summary>
    public string? Id(string name)
    {
        if (Required(name, WireKind.Text, "text of 1 to 64 characters") is not { } value)
        {
            return null;
        }

        if (value.Text.Length is > 0 and <= IdLength)
        {
            return value.Text;
        }

        Refuse($"{_prefix}{name} was {value.Text.Length} characters long; it must have 1 to {IdLength}.");
        return null;
    }

    /// <summary>An id of 1 to 64 characters; null where it is absent, null or faulty.</summary>
    public string? OptionalId(string name) => IsNull(name) ? null : Id(name);

    public string Text(string name) => Required(name, WireKind.Text, "text")?.Text ?? "";

    public string? OptionalText(string name) => Optional(name, WireKind.Text, "text")?.Text;

    public bool Bool(string name) => Required(name, WireKind.Bool, "true or false")?.Bool ?? false;

    public bool OptionalBool(string name) => Optional(name, WireKind.Bool, "true or false")?.Bool ?? false;

    /// <summary>Null where it is absent, null or faulty.</summary>
    public bool? MaybeBool(string name) => Optional(name, WireKind.Bool, "true or false")?.Bool;

    /// <param name="allowed">What is allowed, in words: <c>from 20 to 260 beats/min</c>.</param>
    public double Number(string name, string allowed) => Required(name, WireKind.Number, $"a number {allowed}") is { } value ? Finite(name, value, allowed) ?? 0 : 0;

    /// <param name="allowed">What is allowed, in words: <c>from 20 to 260 beats/min</c>.</param>
    public double? OptionalNumber(string name, string allowed)
        => Optional(name, WireKind.Number, $"a number {allowed}") is { } value ? Finite(name, value, allowed) : null;

    public int Count(string name) => Whole(name, Required(name, WireKind.Number, CountsAllowed)) ?? 0;

    public int? OptionalCount(string name) => Whole(name, Optional(name, WireKind.Number, CountsAllowed));

    /// <summary>A sequence number; null where it is absent, null or faulty.</summary>
    public long? OptionalSeq(string name)
    {
        const string Allowed = "a whole number from 0";
        if (Optional(name, WireKind.Number, Allowed) is not { } value)
        {
            return null;
        }

        if (value.Number == Math.Truncate(value.Number) && value.Number is >= 0 and <= MaxSeq)
        {
            return (long)value.Number;
        }

        Mistaken(name, value, Allowed);
        return null;
    }

    public DateTimeOffset? OptionalInstant(string name)
    {
        const string Allowed = "an ISO 8601 instant from 1970 to 2100, such as 2026-01-31T10:00:00.000Z";
        if (Optional(name, WireKind.Text, Allowed) is not { } value)
        {
            return null;
        }

        if (WireInstant.TryParse(value.Text, out var instant) && instant >= Earliest && instant < Latest)
        {
            return instant;
        }

        Mistaken(name, value, Allowed);
        return null;
    }

    /// <summary>One of a set of words; null after a fault.</summary>
    public T? Word<T>(string name, params ReadOnlySpan<T> allowed) where T : struct, Enum
    {
        var words = string.Join(", ", allowed.ToArray().Select(WireWords.Of));
        if (Required(name, WireKind.Text, $"one of {words}") is not { } value)
        {
            return null;
        }

        foreach (var word in allowed)
        {
            if (WireWords.Of(word) == value.Text)
            {
                return word;
            }
        }

        Mistaken(name, value, $"one of {words}");
        return null;
    }

    /// <summary>One of a set of words; null where it is absent, null or faulty.</summary>
    public T? OptionalWord<T>(string name, params ReadOnlySpan<T> allowed) where T : struct, Enum => IsNull(name) ? null : Word(name, allowed);

    /// <summary>A list of ids, each of 1 to 64 characters; empty after a fault.</summary>
    public IReadOnlyList<string> Ids(string name) => Required(name, WireKind.List, IdsAllowed) is { } list ? Ids(name, list) : [];

    /// <summary>A list of ids, each of 1 to 64 characters; empty where it is absent, null or faulty.</summary>
    public IReadOnlyList<string> OptionalIds(string name) => IsNull(name) ? [] : Ids(name);

    /// <summary>A list of anything; empty after a fault.</summary>
    public IReadOnlyList<WireValue> List(string name, string allowed) => Required(name, WireKind.List, allowed)?.Items ?? [];

    /// <summary>Notes a fault unless a property is absent, null or this very text.</summary>
    public void Same(string name, string text)
    {
        if (TryGet(name, out var value) && !value.IsNull && (value.Kind != WireKind.Text || value.Text != text))
        {
            Mistaken(name, value, $"'{text}', as in the call, or absent");
        }
    }

    /// <summary>An object inside; null where it is absent, null or faulty. Its faults are this one's.</summary>
    public Fields? OptionalObject(string name, string allowed)
        => Optional(name, WireKind.Map, allowed) is { } value ? new Fields(value, $"{_prefix}{name}.", _whole ?? this, _asked) : null;

    /// <summary>An item of a list, whose faults are its own.</summary>
    public Fields Item(string name, WireValue item, string what) => new(item, what, _asked is { } asked ? property => asked($"{_prefix}{name}.{property}") : null);

    /// <summary>A value that may be absent, null or of any type.</summary>
    public bool TryGet(string name, out WireValue value)
    {
        _asked?.Invoke($"{_prefix}{name}");
        return _argument.TryGet(name, out value);
    }

    public void Mistaken(string name, WireValue value, string allowed) => Refuse($"{_prefix}{name} was {value}; it must be {allowed}.");

    private const string CountsAllowed = "a whole number from 0 to 1000", IdsAllowed = "a list of ids, each of 1 to 64 characters";

    private List<string> Ids(string name, WireValue list)
    {
        var ids = new List<string>();
        foreach (var item in list.Items)
        {
            if (item.Kind != WireKind.Text || item.Text.Length is 0 or > IdLength)
            {
                Refuse($"{_prefix}{name} held {item}; it must be {IdsAllowed}.");
                return [];
            }

            ids.Add(item.Text);
        }

        return ids;
    }

    private bool IsNull(string name) => !TryGet(name, out var value) || value.IsNull;

    private WireValue? Required(string name, WireKind kind, string allowed)
    {
        if (!TryGet(name, out var value))
        {
            Refuse($"{_prefix}{name} was missing; it must be {allowed}.");
            return null;
        }

        if (value.Kind == kind)
        {
            return value;
        }

        Mistaken(name, value, allowed);
        return null;
    }

    private WireValue? Optional(string name, WireKind kind, string allowed)
        => IsNull(name) ? null : Required(name, kind, allowed);

    private double? Finite(string name, WireValue value, string allowed)
    {
        if (double.IsFinite(value.Number))
        {
            return value.Number;
        }

        Mistaken(name, value, $"a number {allowed}");
        return null;
    }

    private int? Whole(string name, WireValue? given)
    {
        if (given is not { } value)
        {
            return null;
        }

        if (value.Number == Math.Truncate(value.Number) && value.Number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)value.Number;
        }

        Mistaken(name, value, CountsAllowed);
        return null;
    }

    private void Refuse(string sentence)
    {
        var whole = _whole ?? this;
        whole._fault ??= sentence;
    }
}
