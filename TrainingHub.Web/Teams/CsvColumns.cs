using System.Collections.Frozen;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Teams;

/// <summary>What a column of a team's file is about.</summary>
public enum CsvColumn { PlayerId, Name, Email, Number, HeartRateMax, HeartRateRest, LactateThreshold, Ftp, WeightKg, WeightLb, ValidFrom }

/// <summary>
/// The names of columns: those that we write, and others that people give them. A name is read without case, spaces and punctuation, so that <c>HR max (bpm)</c> is <c>hr_max_bpm</c>.
/// </summary>
internal static class CsvColumns
{
    /// <summary>What an export has, in its order. No e-mail: who may add a player to a team must not learn it thereby.</summary>
    public static IReadOnlyList<(CsvColumn Column, string Name)> Exported { get; } =
    [
        (CsvColumn.PlayerId, "player_id"), (CsvColumn.Name, "name"), (CsvColumn.Number, "number"), (CsvColumn.HeartRateMax, "hr_max_bpm"), (CsvColumn.HeartRateRest, "hr_rest_bpm"),
        (CsvColumn.LactateThreshold, "lthr_bpm"), (CsvColumn.Ftp, "ftp_w"), (CsvColumn.WeightKg, "weight_kg"), (CsvColumn.ValidFrom, "valid_from"),
    ];

    private static readonly FrozenDictionary<string, CsvColumn> _byName = new Dictionary<CsvColumn, string[]>
    {
        [CsvColumn.PlayerId] = ["playerid", "id"],
        [CsvColumn.Name] = ["name", "player", "playername", "displayname", "spieler", "spielername"],
        [CsvColumn.Email] = ["email", "mail", "emailaddress", "emailadresse"],
        [CsvColumn.Number] = ["number", "no", "nr", "shirt", "shirtnumber", "nummer", "trikotnummer", "rückennummer"],
        [CsvColumn.HeartRateMax] = ["hrmaxbpm", "hrmax", "maxhr", "maxhrbpm", "heartratemax", "maxheartrate", "hfmax", "maxpuls", "maximalpuls"],
        [CsvColumn.HeartRateRest] = ["hrrestbpm", "hrrest", "resthr", "restinghr", "heartraterest", "restingheartrate", "hfruhe", "ruhepuls"],
        [CsvColumn.LactateThreshold] = ["lthrbpm", "lthr", "lactatethreshold", "thresholdheartrate", "schwellenpuls"],
        [CsvColumn.Ftp] = ["ftpw", "ftp", "ftpwatt", "ftpwatts"],
        [CsvColumn.WeightKg] = ["weightkg", "weight", "kg", "gewichtkg", "gewicht"],
        [CsvColumn.WeightLb] = ["weightlb", "weightlbs", "lb", "lbs"],
        [CsvColumn.ValidFrom] = ["validfrom", "from", "since", "date", "gültigab", "ab", "datum"],
    }.SelectMany(names => names.Value.Select(name => (Name: name, names.Key))).ToFrozenDictionary(pair => pair.Name, pair => pair.Key);

    /// <summary>Null for a name that is none of ours.</summary>
    public static CsvColumn? Parse(string header)
        => _byName.TryGetValue(string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant(), out var column) ? column : null;

    /// <summary>The threshold that a column holds; null for the others.</summary>
    public static Threshold? ThresholdOf(CsvColumn column) => column switch
    {
        CsvColumn.HeartRateMax => Threshold.HeartRateMax,
        CsvColumn.HeartRateRest => Threshold.HeartRateRest,
        CsvColumn.LactateThreshold => Threshold.LactateThreshold,
        CsvColumn.Ftp => Threshold.Ftp,
        CsvColumn.WeightKg or CsvColumn.WeightLb => Threshold.Weight,
        _ => null,
    };
}
