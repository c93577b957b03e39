using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Web.Data;

/// <summary>Sessions that repeat: what they are made of, and the rule of when. Each becomes a session of its own some days ahead.</summary>
[Index(nameof(TrainerId))]
public sealed class SessionSeries
{
    [MaxLength(64)]
    public string Id { get; init; } = Ids.New();

    /// <summary>The user id of the trainer whose sessions they are.</summary>
    public required string TrainerId { get; init; }

    [MaxLength(64)]
    public required string WorkoutId { get; init; }

    /// <summary>With a team and no <see cref="PlayerIds"/>: whoever is in the team when a session is made.</summary>
    [MaxLength(64)]
    public string? TeamId { get; init; }

    public List<string> PlayerIds { get; set; } = [];

    public List<string> ObserverIds { get; set; } = [];

    public bool ShareWithTeam { get; init; }

    public Admission Admits { get; init; }

    /// <summary>The IANA name of the time zone in which the time of day holds, whatever daylight saving does.</summary>
    [MaxLength(64)]
    public required string ZoneId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public required TimeOnly At { get; init; }

    public required WeekDays Days { get; init; }

    /// <summary>The last day; null where it ends by <see cref="Count"/>, or never.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>So many in all; null where it ends by <see cref="Until"/>, or never.</summary>
    public int? Count { get; init; }

    /// <summary>From this day on there are none: the rest was called off, or planned anew as another series.</summary>
    public DateOnly? EndsBefore { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the next session could not be made, in a sentence; null where all went well.</summary>
    [MaxLength(500)]
    public string? Trouble { get; set; }

    public List<SeriesOccurrence> Occurrences { get; init; } = [];

    public SeriesRule Rule => new(ZoneId, StartsOn, At, Days, Until, Count) { EndsBefore = EndsBefore };

    /// <summary>From this day on there are none; where it ended sooner already, that stays.</summary>
    public void EndOn(DateOnly day) => EndsBefore = EndsBefore is { } already && already < day ? already : day;
}

/// <summary>One day of a series that is more than the rule says: it became a session, or was called off before it did.</summary>
[PrimaryKey(nameof(SeriesId), nameof(OccursOn))]
[Index(nameof(SessionId), IsUnique = true)]
public sealed class SeriesOccurrence
{
    [MaxLength(64)]
    public required string SeriesId { get; init; }

    /// <summary>The day by the rule, in the series' zone; it names the occurrence even where its session was moved to another day.</summary>
    public required DateOnly OccursOn { get; init; }

    /// <summary>Chosen before the session is made, so that making it again makes no second one; null where the day was called off.</summary>
    [MaxLength(64)]
    public string? SessionId { get; init; }
}
