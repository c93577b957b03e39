using System.Text.Json;
using System.Text.Json.Serialization;

namespace TrainingHub.Client;

/// <summary>A property that may be absent, which is something else than having no value. The default is absent; a plain value or <c>null</c> converts by itself.</summary>
[JsonConverter(typeof(OptionalJson))]
public readonly record struct Optional<T>
{
    public Optional(T value)
    {
        IsGiven = true;
        Value = value;
    }

    /// <summary>Whether the property is there, be it as <c>null</c>.</summary>
    public bool IsGiven { get; }

    /// <summary>Default where the property is absent.</summary>
    public T? Value { get; }

    public static implicit operator Optional<T>(T value) => new(value);

    public override string ToString() => IsGiven ? Value?.ToString() ?? "null" : "absent";
}

internal sealed class OptionalJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
            => JsonSerializer.Serialize(writer, value.Value, options);
    }
}
