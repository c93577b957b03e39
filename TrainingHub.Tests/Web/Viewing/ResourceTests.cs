using System.Collections;
using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TrainingHub.Web.Layout;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Tests.Web.Viewing;

/// <summary>Every text is there in every language.</summary>
public sealed partial class ResourceTests
{
    // Which resources the texts of a folder are looked up in.
    private static readonly Dictionary<Type, string[]> _folders = new()
    {
        [typeof(PageTexts)] = ["Layout", "Home", "Accounts/Pages", "Tokens"],
        [typeof(TeamTexts)] = ["Teams"],
    };

    public static TheoryData<Type, string> Languages
    {
        get
        {
            var data = new TheoryData<Type, string>();
            foreach (var type in _folders.Keys)
            {
                foreach (var language in ViewerCultures.Languages.Skip(1))
                {
                    data.Add(type, language);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_has_just_the_texts_that_English_has_with_the_same_places_in_them(Type texts, string language)
    {
        var english = Of(texts, CultureInfo.InvariantCulture);
        var other = Of(texts, CultureInfo.GetCultureInfo(language));

        Assert.True(english.Count > 50);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(other[text.Key])));
        Assert.All(other, text => Assert.False(string.IsNullOrWhiteSpace(text.Value)));
        // Few words are the same in two languages; a file that was copied and not translated is.
        Assert.True(other.Count(text => text.Key == text.Value) < other.Count / 5);
    }

    [Fact]
    public void Every_text_that_a_page_looks_up_is_in_the_resources()
    {
        foreach (var (texts, folders) in _folders)
        {
            var known = Of(texts, CultureInfo.InvariantCulture);
            var files = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Web(), folder), "*.*", SearchOption.AllDirectories)).Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal));
            Assert.Empty(from file in files
                         from Match look in Lookup().Matches(File.ReadAllText(file))
                         let key = Regex.Unescape(look.Groups[1].Value)
                         where !known.ContainsKey(key)
                         select $"{Path.GetFileName(file)}: {key}");
        }
    }

    private static Dictionary<string, string> Of(Type texts, CultureInfo culture)
        => new ResourceManager(texts).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static string Web([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "TrainingHub.Web"));

    [GeneratedRegex("(?:\\bL\\[|new Sentence\\()\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Lookup();

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Place();
}
