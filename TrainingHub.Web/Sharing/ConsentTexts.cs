using System.Collections.Immutable;

namespace TrainingHub.Web.Sharing;

/// <summary>A text that people agree to. Once somebody may have agreed to it, it is never edited: another wording is another version.</summary>
public sealed record ConsentText(int Version, string Text);

/// <summary>What people are asked to agree to: the last of each list is asked, those before stay for who agreed to them.</summary>
public static class ConsentTexts
{
    /// <summary>Every wording that ever was, the first one first.</summary>
    public static ImmutableArray<ConsentText> TeamVersions { get; } =
    [
        new(1, "I agree that the other players see me in sessions that share with the team: my name, what I do, and what my devices measure; of my heart rate, which is health data, "
            + "as much as I choose here. It holds for my past sessions too. I can take this back here at any time, and then they see nothing of me any more."),
    ];

    public static ConsentText Team => TeamVersions[^1];
}
