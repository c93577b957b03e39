using System.Globalization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>A series in a body, and out of one.</summary>
internal static class SeriesFields
{
    private const string DayForm = "yyyy-MM-dd", TimeForm = "HH:mm";

    private static readonly string[] _days = [.. Enum.GetValues<WeekDays>().Where(IsOne).Select(WireWords.Of)];

    public static SeriesPlan Read(Fields fields)
    {
        var rule = new SeriesRule(
            fields.Text("zone"), fields.Day("startsOn") ?? DateOnly.FromDateTime(DateTime.UnixEpoch), Time(fields), Days(fields), fields.OptionalDay("until"), fields.OptionalCount("count"));
        return new SeriesPlan(
            rule, fields.Id("workoutId") ?? "", fields.OptionalIds("playerIds"), fields.OptionalIds("observerIds"), fields.OptionalId("teamId"), fields.OptionalBool("shareWithTeam"),
            fields.TryGet("admits", out var admits) && !admits.IsNull ? fields.Word("admits", Admission.Roster, Admission.Players, Admission.Guests) ?? Admission.Roster : Admission.Roster);
    }

    public static WireValue Of(Data.SessionSeries series) => new WireObject(18)
    {
        { "seriesId", series.Id },
        { "workoutId", series.WorkoutId },
    }
        .Known("teamId", series.TeamId)
        .With("playerIds", WireValue.Of(series.PlayerIds.Select(id => (WireValue)id).ToArray()))
        .With("observerIds", WireValue.Of(series.ObserverIds.Select(id => (WireValue)id).ToArray()))
        .With("shareWithTeam", series.ShareWithTeam)
        .With("admits", WireWords.Of(series.Admits))
        .With("zone", series.ZoneId)
        .With("startsOn", DayOf(series.StartsOn))
        .With("at", series.At.ToString(TimeForm, CultureInfo.InvariantCulture))
        .With("days", WireValue.Of(Enum.GetValues<WeekDays>().Where(day => IsOne(day) && series.Days.HasFlag(day)).Select(day => (WireValue)WireWords.Of(day)).ToArray()))
        .Known("until", series.Until is { } until ? DayOf(until) : null)
        .Known("count", series.Count)
        .Known("endsBefore", series.EndsBefore is { } end ? DayOf(end) : null)
        .Known("trouble", series.Trouble);

    public static string DayOf(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>A day; null after a fault.</summary>
    public static DateOnly? Day(this Fields fields, string name)
    {
        var text = fields.Text(name);
        if (DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        fields.Mistaken(name, text, "a day such as 2026-01-31");
        return null;
    }

    /// <summary>A day; null where it is absent, null or faulty.</summary>
    public static DateOnly? OptionalDay(this Fields fields, string name) => fields.TryGet(name, out var value) && !value.IsNull ? fields.Day(name) : null;

    private static TimeOnly Time(Fields fields)
    {
        var text = fields.Text("at");
        if (TimeOnly.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        fields.Mistaken("at", text, "a time of day such as 18:30");
        return default;
    }

    private static WeekDays Days(Fields fields)
    {
        var days = WeekDays.None;
        foreach (var word in fields.List("days", $"a list of {string.Join(", ", _days)}"))
        {
            var index = word.Kind == WireKind.Text ? Array.IndexOf(_days, word.Text) : -1;
            if (index < 0)
            {
                fields.Mistaken("days", word, $"a list of {string.Join(", ", _days)}");
                return WeekDays.None;
            }

            days |= (WeekDays)(1 << index);
        }

        return days;
    }

    private static bool IsOne(WeekDays day) => day is not WeekDays.None and not WeekDays.All;
}
