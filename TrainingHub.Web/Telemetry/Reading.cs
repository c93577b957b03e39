using System.Collections.Immutable;

namespace TrainingHub.Web.Telemetry;

/// <summary>What the instruments said at one moment.</summary>
/// <param name="At">Timestamp.</param>
/// <param name="Numbers">Counters and gauges, by <see cref="NameOf"/>.</param>
/// <param name="Histograms">By the instrument's name.</param>
public sealed record Reading(long At, ImmutableDictionary<string, long> Numbers, ImmutableDictionary<string, BucketCounts> Histograms)
{
    /// <summary>The instrument's name, and the values of its tags: <c>traininghub.refusals/hub/conflict</c>.</summary>
    public static string NameOf(string instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument;
        foreach (var tag in tags)
        {
            name += $"/{tag.Value}";
        }

        return name;
    }

    public long this[string name] => Numbers.GetValueOrDefault(name);
}
