using System.Globalization;
using TrainingHub.Core.Players;
using TrainingHub.Web.Teams;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>Teams and thresholds as the contract has them.</summary>
internal static class TeamShapes
{
    private const string Day = "yyyy-MM-dd", DayAllowed = "a date such as 2026-01-31";

    public static WireObject Team(TeamRoster team) => new(5)
    {
        { "teamId", team.Id },
        { "name", team.Name },
        { "trainerId", team.TrainerId },
        { "trainerName", team.TrainerName },
        { "members", WireValue.Of([.. team.Players.Select(player => (WireValue)new WireObject(3) { { "playerId", player.PlayerId }, { "playerName", player.Name } }.Known("number", player.Number))]) },
    };

    public static WireObject Thresholds(DatedThresholds dated) => new WireObject(6) { { "validFrom", dated.ValidFrom.ToString(Day, CultureInfo.InvariantCulture) } }
        .Known(ThresholdRules.NameOf(Threshold.HeartRateMax), dated.Values.HeartRateMaxBpm)
        .Known(ThresholdRules.NameOf(Threshold.HeartRateRest), dated.Values.HeartRateRestBpm)
        .Known(ThresholdRules.NameOf(Threshold.LactateThreshold), dated.Values.ThresholdHeartRateBpm)
        .Known(ThresholdRules.NameOf(Threshold.Ftp), dated.Values.FtpWatts)
        .Known(ThresholdRules.NameOf(Threshold.Weight), dated.Values.WeightKg);

    /// <summary>What a body says: absent, null and a value are three things; with faults of <paramref name="fields"/> where it cannot be read.</summary>
    public static ThresholdsSaid ReadThresholds(Fields fields)
    {
        var day = fields.Text("validFrom");
        var from = ReadDay(day);
        if (from is null && fields.Fault is null)
        {
            fields.Mistaken("validFrom", day, DayAllowed);
        }

        double? Value(Threshold threshold)
        {
            var (min, max) = ThresholdRules.RangeOf(threshold);
            var allowed = string.Create(CultureInfo.InvariantCulture, $"from {min} to {max} {ThresholdRules.UnitOf(threshold)}");
            var name = ThresholdRules.NameOf(threshold);
            var value = fields.OptionalNumber(name, allowed);
            if (threshold != Threshold.Weight && value is { } number && number != Math.Truncate(number))
            {
                fields.Mistaken(name, number, $"a whole number {allowed}");
            }

            return value is { } weight && threshold == Threshold.Weight ? Math.Round(weight, 2) : value;
        }

        return new ThresholdsSaid(from ?? default, Enum.GetValues<Threshold>().Where(threshold => fields.TryGet(ThresholdRules.NameOf(threshold), out _)).ToDictionary(threshold => threshold, Value));
    }

    public static DateOnly? ReadDay(string text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static List<TeamPlace> ReadMembers(Fields fields)
    {
        List<TeamPlace> places = [];
        foreach (var item in fields.List("members", "a list of objects { playerId, number? }"))
        {
            var member = new Fields(item, "member");
            var place = new TeamPlace(member.Id("playerId") ?? "", member.OptionalCount("number"));
            if (member.Fault is not null)
            {
                fields.Mistaken("members", item, "a list of objects { playerId, number? }, with the number a whole one from 0 to 999");
                return [];
            }

            places.Add(place);
        }

        return places;
    }
}
