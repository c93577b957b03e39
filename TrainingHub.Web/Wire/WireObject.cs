using System.Collections;

namespace TrainingHub.Web.Wire;

/// <summary>Collects the properties of an object.</summary>
public sealed class WireObject(int capacity = 8) : IEnumerable<WireProperty>
{
    private WireProperty[] _properties = [];
    private int _count;

    /// <summary>A property that is always there; null is sent as null.</summary>
    public void Add(string name, WireValue value)
    {
        if (_count == _properties.Length)
        {
            Array.Resize(ref _properties, Math.Max(capacity, (_count * 2) + 1));
        }

        _properties[_count++] = new WireProperty(name, value);
    }

    /// <summary>A property that is always there; null is sent as null.</summary>
    public WireObject With(string name, WireValue value)
    {
        Add(name, value);
        return this;
    }

    /// <summary>A property that is left out where it has no value.</summary>
    public WireObject Known(string name, WireValue value)
    {
        if (!value.IsNull)
        {
            Add(name, value);
        }

        return this;
    }

    /// <summary>A property that is left out where it has no value.</summary>
    public WireObject Known(string name, double? value) => value is { } number ? Known(name, WireValue.Of(number)) : this;

    /// <summary>A property that is left out where it has no value.</summary>
    public WireObject Known(string name, DateTimeOffset? value) => value is { } instant ? Known(name, WireValue.Of(instant)) : this;

    /// <summary>The object as it is now; what is added later is not in it.</summary>
    public WireValue Build() => WireValue.Of(_properties, _count);

    public IEnumerator<WireProperty> GetEnumerator() => _properties.Take(_count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator WireValue(WireObject properties) => properties.Build();
}
