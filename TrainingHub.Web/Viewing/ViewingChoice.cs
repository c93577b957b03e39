using TrainingHub.Core.Players;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Viewing;

/// <summary>How somebody wants to see the pages; what is null follows the browser. Carried in the cookie, so that no page asks the database for it.</summary>
/// <param name="Language">Of <see cref="ViewerCultures.Languages"/>.</param>
/// <param name="Formats">Of <see cref="ViewerCultures.Formats"/>.</param>
public sealed record ViewingChoice(string? Language, string? Formats, WeightUnit? Weights, DistanceUnit? Distances)
{
    /// <summary>The claim that holds it.</summary>
    public const string Claim = "traininghub_viewing";

    private const char Between = '|';

    public static ViewingChoice None { get; } = new(null, null, null, null);

    public static ViewingChoice Of(User user) => new(user.Language, user.Formats, user.Weights, user.Distances);

    /// <summary>Reads <see cref="ToString"/>; what is not understood counts as not chosen.</summary>
    public static ViewingChoice Parse(string? text) => text?.Split(Between) is [var language, var formats, var weights, var distances]
        ? new ViewingChoice(
            ViewerCultures.Languages.Contains(language) ? language : null,
            ViewerCultures.Formats.Contains(formats) ? formats : null,
            Enum.TryParse<WeightUnit>(weights, out var weight) ? weight : null,
            Enum.TryParse<DistanceUnit>(distances, out var distance) ? distance : null)
        : None;

    public override string ToString() => string.Join(Between, Language, Formats, Weights, Distances);
}
