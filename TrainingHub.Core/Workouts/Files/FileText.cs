using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>Words of a file, as a plan can hold them.</summary>
internal static class FileText
{
    private const int MostTags = 10, TagLength = 30;

    /// <summary>The text of bytes: by their byte order mark, else UTF-8, else Latin-1, which many .erg files are in.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var utf8] => Encoding.UTF8.GetString(utf8),
        [0xFF, 0xFE, .. var little] => Encoding.Unicode.GetString(little),
        [0xFE, 0xFF, .. var big] => Encoding.BigEndianUnicode.GetString(big),
        _ => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes),
    };

    /// <summary>Without control characters and space around; null where nothing is left.</summary>
    public static string? Clean(string? text, int most)
    {
        var clean = string.Concat((text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return clean.Length == 0 ? null : Cut(clean, most);
    }

    /// <summary>At most so many characters, no pair of them torn apart.</summary>
    public static string Cut(string text, int most)
        => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    public static string? Description(string? text, ICollection<string> notes)
    {
        var whole = string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(line => Clean(line, int.MaxValue) ?? "")).Trim();
        if (whole.Length > PlanRules.DescriptionLength)
        {
            notes.Add($"The description had {whole.Length} characters; the first {PlanRules.DescriptionLength} were kept.");
        }

        return whole.Length == 0 ? null : Cut(whole, PlanRules.DescriptionLength);
    }

    public static ImmutableArray<string> Tags(IEnumerable<string?> given, ICollection<string> notes)
    {
        var all = given.Select(tag => Clean(tag, int.MaxValue)?.ToLowerInvariant()).OfType<string>().Distinct().ToList();
        var kept = all.Where(tag => tag.Length <= TagLength).Take(MostTags).ToImmutableArray();
        if (kept.Length < all.Count)
        {
            notes.Add($"Of {all.Count} tags {kept.Length} were kept; a workout has at most {MostTags}, of {TagLength} characters.");
        }

        return kept;
    }
}
