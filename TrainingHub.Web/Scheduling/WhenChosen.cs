using System.Globalization;

namespace TrainingHub.Web.Scheduling;

/// <summary>When a session is to be, as a page asks for it.</summary>
public enum StartMoment { Now, WhenReady, Planned }

/// <summary>How a series ends.</summary>
public enum SeriesEnd { Never, OnDay, AfterTimes }

/// <summary>What was chosen of when; texts as their fields hold them.</summary>
public sealed class WhenChosen
{
    public StartMoment Moment { get; set; }

    /// <summary>Day and time of the trainer, <c>yyyy-MM-ddTHH:mm</c>.</summary>
    public string? At { get; set; }

    public bool Repeats { get; set; }

    public WeekDays Days { get; set; }

    public SeriesEnd End { get; set; }

    /// <summary>The last day, <c>yyyy-MM-dd</c>.</summary>
    public string? Until { get; set; }

    public int Times { get; set; } = 10;

    public DateTime? LocalAt => DateTime.TryParse(At, CultureInfo.InvariantCulture, out var at) ? at : null;

    public DateOnly? UntilDay => DateOnly.TryParse(Until, CultureInfo.InvariantCulture, out var day) ? day : null;

    /// <summary>A series begins with the day that was chosen first, and goes on with it until other days are.</summary>
    public void ChooseAt(string? at)
    {
        var before = LocalAt is { } old ? SeriesRule.Of(old.DayOfWeek) : WeekDays.None;
        At = at;
        if (LocalAt is { } now && (Days == WeekDays.None || Days == before))
        {
            Days = SeriesRule.Of(now.DayOfWeek);
        }
    }

    /// <summary>The rule that was chosen; null where a day or time is missing.</summary>
    public SeriesRule? RuleIn(string zone) => LocalAt is { } at && (End != SeriesEnd.OnDay || UntilDay is not null)
        ? new SeriesRule(zone, DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), Days, End == SeriesEnd.OnDay ? UntilDay : null, End == SeriesEnd.AfterTimes ? Times : null)
        : null;
}
