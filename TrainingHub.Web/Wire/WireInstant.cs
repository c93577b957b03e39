using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TrainingHub.Web.Wire;

/// <summary>Instants as text: ISO 8601.</summary>
public static class WireInstant
{
    private const int FractionDigits = 7;
    private const int ToTheMillisecond = 23, WithTicks = 28; // characters up to there, and in all

    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789-:.TZ");

    private static readonly string[] Taken = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>UTC with <c>Z</c>, with three decimals, or seven where it is finer than a millisecond.</summary>
    public static string Format(DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[WithTicks];
        instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        return instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? string.Concat(text[..ToTheMillisecond], "Z") : new string(text);
    }

    /// <summary>Takes any offset and any number of decimals (what is finer than 100 ns is cut off); without an offset it is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) => TryParsePlain(text, out instant)
        || DateTimeOffset.TryParseExact(Shorten(text), Taken, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    // JSON's own reader of instants takes what nearly every client writes, in a tenth of the time of the general one.
    private static bool TryParsePlain(string text, out DateTimeOffset instant)
    {
        const int Shortest = 20, Longest = 28; // from whole seconds to seven decimals
        if (text.Length is < Shortest or > Longest || !text.EndsWith('Z') || text.ContainsAnyExcept(Plain))
        {
            instant = default;
            return false;
        }

        Span<byte> json = stackalloc byte[Longest + 2];
        json[0] = json[text.Length + 1] = (byte)'"';
        Encoding.ASCII.GetBytes(text, json[1..]);
        var reader = new Utf8JsonReader(json[..(text.Length + 2)]);
        return reader.Read() & reader.TryGetDateTimeOffset(out instant);
    }

    // Nanoseconds, as some platforms write them, are more than the parser takes.
    private static string Shorten(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var keep = point + 1 + FractionDigits;
        return end <= keep ? text : string.Concat(text.AsSpan(0, keep), text.AsSpan(end));
    }
}
