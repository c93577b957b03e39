using TrainingHub.Core.Players;

namespace TrainingHub.Web.Teams;

/// <summary>Thresholds as people read them; the words are keys of <see cref="TeamTexts"/>.</summary>
internal static class ThresholdTexts
{
    public static IReadOnlyList<Threshold> All { get; } = Enum.GetValues<Threshold>();

    /// <summary>As it stands over a column.</summary>
    public static string Short(Threshold threshold) => threshold switch
    {
        Threshold.HeartRateMax => "HRmax",
        Threshold.HeartRateRest => "HRrest",
        Threshold.LactateThreshold => "LTHR",
        Threshold.Ftp => "FTP",
        _ => "Weight",
    };

    public static string Long(Threshold threshold) => threshold switch
    {
        Threshold.HeartRateMax => "Highest heart rate",
        Threshold.HeartRateRest => "Heart rate at rest",
        Threshold.LactateThreshold => "Heart rate at the lactate threshold",
        Threshold.Ftp => "Functional threshold power",
        _ => "Weight",
    };

    public static string Unit(Threshold threshold, Units units) => threshold switch
    {
        Threshold.Ftp => "W",
        Threshold.Weight => units.WeightName,
        _ => "bpm",
    };

    /// <summary>In the viewer's unit; null where it is not known.</summary>
    public static string? Value(Thresholds? thresholds, Threshold threshold, Units units)
        => thresholds is not null && ThresholdRules.ValueOf(thresholds, threshold) is { } value ? Value(value, threshold, units) : null;

    public static string Value(double value, Threshold threshold, Units units) => threshold == Threshold.Weight ? units.WeightNumber(value) : units.Number(value);
}
