using System.Globalization;

namespace TrainingHub.Web.Wire;

/// <summary>Instants as text: ISO 8601.</summary>
public static class WireInstant
{
    private const string Milliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Ticks = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int FractionDigits = 7;

    private static readonly string[] Taken = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>UTC with <c>Z</c>, with three decimals, or seven where it is finer than a millisecond.</summary>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(
        instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? Milliseconds : Ticks, CultureInfo.InvariantCulture);

    /// <summary>Takes any offset and any number of decimals (what is finer than 100 ns is cut off); without an offset it is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
        => DateTimeOffset.TryParseExact(Shorten(text), Taken, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

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
