using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Journal;

/// <summary>The settings under <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    /// <summary>At most one commit starts in this time, and all who came meanwhile share it: 0 … 1 s, 20 ms by default. The first after a rest does not wait.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary><c>full</c> (the default) or <c>relaxed</c>.</summary>
    public JournalDurability Durability { get; set; } = JournalDurability.Full;

    /// <summary>An ended session is compacted when it was not written to for this long, and again after late samples: 1 s … 1 day, 5 min by default. It is looked for as often.</summary>
    public TimeSpan CompactAfter { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>What an acknowledged event survives.</summary>
public enum JournalDurability
{
    /// <summary>The loss of power: each commit is synced to disk.</summary>
    Full,

    /// <summary>A crash of the process, not of the machine.</summary>
    Relaxed,
}

internal sealed class ValidateJournalOptions : IValidateOptions<JournalOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1), ShortestRest = TimeSpan.FromSeconds(1), LongestRest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        if (options.Window < TimeSpan.Zero || options.Window > Longest)
        {
            return ValidateOptionsResult.Fail($"Journal:Window was {options.Window}; it must be from 00:00:00 to {Longest}.");
        }

        if (options.CompactAfter < ShortestRest || options.CompactAfter > LongestRest)
        {
            return ValidateOptionsResult.Fail($"Journal:CompactAfter was {options.CompactAfter}; it must be from {ShortestRest} to {LongestRest}.");
        }

        return Enum.IsDefined(options.Durability)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Journal:Durability was {options.Durability}; it must be full or relaxed.");
    }
}
