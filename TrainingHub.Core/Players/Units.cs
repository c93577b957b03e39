using System.Globalization;

namespace TrainingHub.Core.Players;

public enum WeightUnit { Kilograms, Pounds }

public enum DistanceUnit { Kilometers, Miles }

/// <summary>
/// Weights, distances, speeds and paces as somebody wants to read and enter them. What is stored, sent and journalled is always kg, m, m/s and s/km.
/// The factors are exact by definition (international yard and pound agreement of 1959; NIST Special Publication 811, appendix B): 1 lb = 0.45359237 kg, 1 mi = 1609.344 m.
/// </summary>
/// <param name="Format">How numbers are written: the decimal sign.</param>
public sealed record Units(WeightUnit Weight, DistanceUnit Distance, CultureInfo Format)
{
    public const double KilogramsPerPound = 0.45359237;
    public const double MetersPerMile = 1609.344;

    /// <summary>kg, km and a decimal point: as the contract has them.</summary>
    public static Units Metric { get; } = new(WeightUnit.Kilograms, DistanceUnit.Kilometers, CultureInfo.InvariantCulture);

    public string WeightName => Weight == WeightUnit.Pounds ? "lb" : "kg";

    public string DistanceName => Distance == DistanceUnit.Miles ? "mi" : "km";

    public string SpeedName => Distance == DistanceUnit.Miles ? "mph" : "km/h";

    /// <summary><c>min/km</c> or <c>min/mi</c>.</summary>
    public string PaceName => Distance == DistanceUnit.Miles ? "min/mi" : "min/km";

    /// <summary><c>/km</c> or <c>/mi</c>, behind a pace.</summary>
    public string PacePer => Distance == DistanceUnit.Miles ? "/mi" : "/km";

    /// <summary>The smallest step of a weight that plates allow: 2.5 kg or 5 lb.</summary>
    public double WeightStep => Weight == WeightUnit.Pounds ? 5 : 2.5;

    private double MetersPerUnit => Distance == DistanceUnit.Miles ? MetersPerMile : 1000;

    /// <summary>A weight of so many kg in the unit, to a tenth: what was entered to a tenth comes back as it was entered.</summary>
    public double FromKg(double kg) => Math.Round(Weight == WeightUnit.Pounds ? kg / KilogramsPerPound : kg, Weight == WeightUnit.Pounds ? 1 : 2, MidpointRounding.AwayFromZero);

    /// <summary>A weight in the unit as kg, to 10 g: 225 lb are 102.06 kg, and 225 lb again by <see cref="FromKg"/>.</summary>
    public double ToKg(double weight) => Math.Round(Weight == WeightUnit.Pounds ? weight * KilogramsPerPound : weight, 2, MidpointRounding.AwayFromZero);

    /// <summary><c>102.06</c>, <c>225</c>; with the decimal sign of <see cref="Format"/>.</summary>
    public string WeightNumber(double kg) => Number(FromKg(kg));

    /// <summary><c>102.06 kg</c>, <c>225 lb</c>.</summary>
    public string WeightText(double kg) => $"{WeightNumber(kg)} {WeightName}";

    /// <param name="meters">At least 0.</param>
    /// <returns><c>5.2 km</c>, <c>3.2 mi</c>; below a tenth of the unit m or ft would read better, but nothing here is that short.</returns>
    public string DistanceText(double meters) => $"{(meters / MetersPerUnit).ToString("0.0#", Format)} {DistanceName}";

    /// <returns><c>12.5 km/h</c>, <c>7.8 mph</c>.</returns>
    public string SpeedText(double metersPerSecond) => $"{(metersPerSecond * 3600 / MetersPerUnit).ToString("0.0", Format)} {SpeedName}";

    /// <summary>Seconds per kilometre as whole seconds per unit of distance.</summary>
    public int PaceSeconds(double secondsPerKm) => (int)Math.Round(secondsPerKm * MetersPerUnit / 1000, MidpointRounding.AwayFromZero);

    /// <summary>Seconds per unit of distance as seconds per kilometre.</summary>
    public double ToSecondsPerKm(double secondsPerUnit) => secondsPerUnit * 1000 / MetersPerUnit;

    /// <returns><c>4:10</c>: minutes and seconds for a unit of distance.</returns>
    public string Pace(double secondsPerKm)
    {
        var seconds = PaceSeconds(secondsPerKm);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
    }

    /// <returns><c>4:10 /km</c>, <c>6:42 /mi</c>.</returns>
    public string PaceText(double secondsPerKm) => $"{Pace(secondsPerKm)} {PacePer}";

    /// <summary>At most two decimals.</summary>
    public string Number(double value) => value.ToString("0.##", Format);

    /// <summary>Reads what somebody typed: the decimal sign of theirs or a point, no signs of thousands.</summary>
    /// <returns>Null where it is no number.</returns>
    public double? Read(string? text)
    {
        var plain = text?.Trim().Replace(Format.NumberFormat.NumberDecimalSeparator, ".", StringComparison.Ordinal);
        return double.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
    }
}
