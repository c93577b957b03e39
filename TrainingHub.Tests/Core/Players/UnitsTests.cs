using System.Globalization;
using CsCheck;
using TrainingHub.Core.Players;

namespace TrainingHub.Tests.Core.Players;

public sealed class UnitsTests
{
    private static readonly Units Imperial = new(WeightUnit.Pounds, DistanceUnit.Miles, CultureInfo.GetCultureInfo("en-US"));
    private static readonly Units German = new(WeightUnit.Kilograms, DistanceUnit.Kilometers, CultureInfo.GetCultureInfo("de-DE"));

    [Fact]
    public void Two_hundred_and_twenty_five_pounds_are_kept_in_kilograms_and_shown_as_they_were_entered()
    {
        Assert.Equal(102.06, Imperial.ToKg(225));
        Assert.Equal(("225 lb", "102,06 kg"), (Imperial.WeightText(102.06), German.WeightText(102.06)));
    }

    [Fact]
    public void Whatever_weight_is_entered_to_a_tenth_comes_back_as_it_was()
        => Gen.Int[0, 20_000].Sample(tenths => Imperial.FromKg(Imperial.ToKg(tenths / 10d)) == tenths / 10d && German.FromKg(German.ToKg(tenths / 10d)) == tenths / 10d);

    [Fact]
    public void A_marathon_and_its_pace_are_the_same_run_in_both()
    {
        Assert.Equal(("42,2 km", "26.22 mi"), (German.DistanceText(42_195), Imperial.DistanceText(42_195)));
        Assert.Equal(("4:10 /km", "6:42 /mi"), (German.PaceText(250), Imperial.PaceText(250)));
        Assert.Equal(("14,4 km/h", "8.9 mph"), (German.SpeedText(4), Imperial.SpeedText(4)));
    }

    [Fact]
    public void A_pace_goes_there_and_back_within_a_second() => Gen.Int[60, 3000].Sample(seconds => Math.Abs(Imperial.ToSecondsPerKm(Imperial.PaceSeconds(seconds)) - seconds) < 1);

    [Theory]
    [InlineData("72,5", 72.5)]
    [InlineData(" 72.5 ", 72.5)]
    [InlineData("72", 72d)]
    [InlineData("1.072,5", null)]
    [InlineData("heavy", null)]
    [InlineData("", null)]
    [InlineData("NaN", null)]
    public void A_number_is_read_with_the_sign_of_the_viewer_or_a_point(string text, double? value) => Assert.Equal(value, German.Read(text));
}
