using System.Globalization;
using Microsoft.AspNetCore.Localization;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Viewing;

/// <summary>The languages that the pages speak, the countries whose way of writing dates and numbers they know, and which of them somebody gets.</summary>
public static class ViewerCultures
{
    public static IReadOnlyList<string> Languages { get; } = ["en", "de"];

    /// <summary>The first one of a language is that language's own.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["en-GB", "en-US", "de-DE", "de-CH"];

    /// <summary>The language of the page that is made now.</summary>
    public static string LanguageNow => Languages.FirstOrDefault(language => language == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Languages[0];

    /// <param name="accepted">What the browser asks for, best first, such as <c>de-AT</c>.</param>
    /// <returns>How to write numbers and dates, and the language; both always of those that there are.</returns>
    public static (string Formats, string Language) Of(ViewingChoice choice, IReadOnlyList<string> accepted)
    {
        var language = choice.Language ?? accepted.Select(LanguageOf).FirstOrDefault(Languages.Contains) ?? Languages[0];
        var formats = choice.Formats
            ?? accepted.Select(name => Formats.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) && LanguageOf(known) == language)).FirstOrDefault(known => known is not null)
            ?? Formats.First(known => LanguageOf(known) == language);
        return (formats, language);
    }

    /// <summary>What was chosen, and else kg and km: a region of the browser's is no choice, and sport is measured in them almost everywhere.</summary>
    public static Units UnitsOf(ViewingChoice choice, CultureInfo formats) => new(choice.Weights ?? WeightUnit.Kilograms, choice.Distances ?? DistanceUnit.Kilometers, formats);

    private static string LanguageOf(string culture) => culture.Split('-')[0].ToLowerInvariant();
}

/// <summary>Finds in a request how its sender wants to see the page: by their account where they are signed in, and else by their browser.</summary>
internal sealed class ViewerCultureProvider : RequestCultureProvider
{
    // A header may name as many as it likes.
    private const int MostAccepted = 10;

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var accepted = httpContext.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Take(MostAccepted)
            .Select(language => language.Value.Value ?? "")
            .ToList();
        var (formats, language) = ViewerCultures.Of(ViewingChoice.Parse(httpContext.User.FindFirst(ViewingChoice.Claim)?.Value), accepted);
        return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(formats, language));
    }
}
