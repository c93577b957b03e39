using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>A value with all that it holds, private fields included, as text: equal texts are equal values, whatever is added to a type later.</summary>
internal static class DeepText
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or Enum or bool:
                text.Append(value);
                break;
            case double number:
                text.Append(number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                text.Append(instant.UtcTicks);
                break;
            case InstantSet instants: // what they hold, not in how much room
                text.AppendJoin(' ', instants.Ticks.ToArray());
                break;
            case IFormattable formattable when value.GetType().Namespace == "System":
                text.Append(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IDictionary dictionary:
                WriteMany(text, dictionary.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal).Select(key => (key.ToString()!, dictionary[key])));
                break;
            case IEnumerable many:
                WriteMany(text, IsDefaultArray(many) ? [] : many.Cast<object?>().Select(item => ("", item)));
                break;
            default:
                WriteMany(text, FieldsOf(value.GetType()).Select(field => (field.Name, field.GetValue(value))));
                break;
        }
    }

    private static void WriteMany(StringBuilder text, IEnumerable<(string Name, object? Value)> parts)
    {
        text.Append('{');
        foreach (var (name, value) in parts)
        {
            text.Append(name).Append('=');
            Write(text, value);
            text.Append(';');
        }

        text.Append('}');
    }

    private static bool IsDefaultArray(IEnumerable many) => many.GetType().GetProperty("IsDefault")?.GetValue(many) is true;

    private static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type => [.. Hierarchy(type)
        .SelectMany(level => level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))]);

    private static IEnumerable<Type> Hierarchy(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
        {
            yield return type;
        }
    }
}
