using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Web.Calendars;

/// <summary>
/// A schedule as iCalendar (RFC 5545): an event a session, in UTC. The workout's name, the trainer and the team; nothing of anybody's body. An occurrence of a series has the same UID before and after it becomes a session,
/// SEQUENCE grows with each change of the plan, and what was called off is there as cancelled.
/// </summary>
public static class CalendarFile
{
    private const string Host = "traininghub";

    /// <param name="name">What calendar programs call it.</param>
    public static string Of(string name, IEnumerable<ScheduledItem> items, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//TrainingHub//Schedule//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        foreach (var item in items)
        {
            calendar.Events.Add(Event(item, now));
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>Names the event for good: by its day in the series, or else by its session.</summary>
    public static string UidOf(ScheduledItem item) => item is { SeriesId: { } series, OccursOn: { } day }
        ? string.Create(CultureInfo.InvariantCulture, $"{series}-{day:yyyyMMdd}@{Host}")
        : $"{item.SessionId}@{Host}";

    private static CalendarEvent Event(ScheduledItem item, DateTimeOffset now)
    {
        var length = item.Planned > TimeSpan.Zero ? item.Planned : Conflicts.UnknownLength;
        return new CalendarEvent
        {
            Uid = UidOf(item),
            DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
            DtStart = new CalDateTime(item.At.UtcDateTime, "UTC"),
            DtEnd = new CalDateTime((item.At + length).UtcDateTime, "UTC"),
            Sequence = item.Revision,
            Summary = item.WorkoutName,
            Description = string.Join(", ", new[] { $"Trainer {item.TrainerName}", item.TeamName }.Where(text => text is not null)),
            Status = item.Status == SessionStatus.Cancelled ? Ical.Net.EventStatus.Cancelled : Ical.Net.EventStatus.Confirmed,
        };
    }
}
