using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace TrainingHub.Web.Scheduling;

/// <summary>Days of the week; Monday is the first.</summary>
[Flags]
public enum WeekDays { None = 0, Monday = 1, Tuesday = 2, Wednesday = 4, Thursday = 8, Friday = 16, Saturday = 32, Sunday = 64, All = 127 }

/// <summary>
/// Each week on some days, at one time of day of one place: the clock on its wall shows the same all year. Which instants that are is worked out by Ical.Net, as calendar programs do (RFC 5545).
/// </summary>
/// <param name="ZoneId">An IANA time zone.</param>
/// <param name="StartsOn">The first session is on this day or, where it is none of <paramref name="Days"/>, on the next one that is.</param>
/// <param name="At">A time that a clock change leaves out counts as the time that the clock then shows (02:30 as 03:30); of one that comes twice the first counts.</param>
/// <param name="Until">The last day; not with <paramref name="Count"/>.</param>
/// <param name="Count">1 to 200.</param>
public sealed record SeriesRule(string ZoneId, DateOnly StartsOn, TimeOnly At, WeekDays Days, DateOnly? Until = null, int? Count = null)
{
    public const int MostTimes = 200;

    private const int MostYears = 5, EarliestYear = 1971, LatestYear = 2099;

    /// <summary>From this day on there are none; null where the rule alone says when it ends.</summary>
    public DateOnly? EndsBefore { get; init; }

    private DateOnly First => Enumerable.Range(0, 7).Select(StartsOn.AddDays).First(day => Days.HasFlag(Of(day.DayOfWeek)));

    public static WeekDays Of(DayOfWeek day) => (WeekDays)(1 << (((int)day + 6) % 7));

    /// <summary>What is wrong with the rule: a sentence that names the property, what it was and what is allowed; null where nothing is.</summary>
    public string? Fault()
        // The year before what is reckoned from it: the calendar of the machine has an end too.
        => StartsOn.Year is < EarliestYear or > LatestYear ? $"startsOn was in {StartsOn.Year}; it must be from {EarliestYear} to {LatestYear}."
            : !TimeZoneInfo.TryFindSystemTimeZoneById(ZoneId, out var zone) || !zone.HasIanaId ? $"zone was '{ZoneId}'; it must be an IANA time zone such as Europe/Berlin."
            : Days == WeekDays.None || (Days & ~WeekDays.All) != 0 ? "days was empty; at least one day of the week is needed."
            : Until is not null && Count is not null ? "until and count were both given; a series ends by one of them, or by neither."
            : Count is < 1 or > MostTimes ? $"count was {Count}; it must be from 1 to {MostTimes}."
            : Until < First ? string.Create(CultureInfo.InvariantCulture, $"until was {Until:yyyy-MM-dd}; it must not be before the first day, {First:yyyy-MM-dd}.")
            : Until > StartsOn.AddYears(MostYears) ? string.Create(CultureInfo.InvariantCulture, $"until was {Until:yyyy-MM-dd}; it may be at most {MostYears} years after the start.")
            : null;

    /// <summary>The occasions from an instant to before another, in order. Only of a rule without a fault.</summary>
    public IEnumerable<Occasion> Between(DateTimeOffset from, DateTimeOffset to)
        => All(from).TakeWhile(occasion => occasion.At < to && (EndsBefore is not { } end || occasion.On < end)).Where(occasion => occasion.At >= from);

    /// <summary>The occasion on a day of the rule; null where there is none.</summary>
    public Occasion? On(DateOnly day)
    {
        if (day < StartsOn || day.Year > LatestYear + MostYears)
        {
            return null;
        }

        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
        return Between(noon.AddDays(-2), noon.AddDays(2)).Select(occasion => (Occasion?)occasion).FirstOrDefault(occasion => occasion!.Value.On == day);
    }

    /// <summary>The day that it is at an instant in the rule's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(ZoneId)).DateTime);

    /// <summary>So many occasions are on days before this one.</summary>
    public int CountBefore(DateOnly day) => Between(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue).TakeWhile(occasion => occasion.On < day).Count();

    /// <summary>The rule as calendar programs know it: <c>FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10</c>.</summary>
    public RecurrencePattern ToPattern()
    {
        var pattern = new RecurrencePattern(FrequencyType.Weekly, 1)
        {
            ByDay = [.. Enum.GetValues<DayOfWeek>().Where(day => Days.HasFlag(Of(day))).Select(day => new WeekDay(day))],
            Count = Count,
        };
        if (Until is { } until)
        {
            // By the day's end there; UNTIL is told in UTC where the start has a zone.
            pattern.Until = new CalDateTime(until.ToDateTime(new TimeOnly(23, 59, 59)), ZoneId).ToTimeZone("UTC");
        }

        return pattern;
    }

    private IEnumerable<Occasion> All(DateTimeOffset from)
    {
        var repeated = new CalendarEvent { DtStart = new CalDateTime(First.ToDateTime(At), ZoneId), RecurrenceRule = ToPattern() };
        // A day sooner: what begins in the zone's day of the instant is there.
        var start = new CalDateTime(from.UtcDateTime.AddDays(-1), "UTC");
        return repeated.GetOccurrences(start).Select(occurrence => occurrence.Period.StartTime)
            .Select(time => new Occasion(DateOnly.FromDateTime(time.Value), new DateTimeOffset(time.AsUtc, TimeSpan.Zero)));
    }
}

/// <param name="On">The day by the rule, in the series' zone.</param>
/// <param name="At">The instant.</param>
public readonly record struct Occasion(DateOnly On, DateTimeOffset At);
