namespace TrainingHub.Web.Api;

// What the OpenAPI document says of bodies of the schedule; a test holds them to what is answered.

/// <summary>What is planned for the caller, in order.</summary>
internal sealed record ScheduleBody(IReadOnlyList<ScheduleItem> Items);

/// <summary>A session with a time, or a day of a series that is no session yet.</summary>
/// <param name="SessionId">Left out for a day of a series that is no session yet.</param>
/// <param name="SeriesId">Left out for a session that stands alone.</param>
/// <param name="OccursOn">The day by the series' rule, `yyyy-MM-dd`.</param>
/// <param name="PlannedDuration">Seconds that the workout takes as far as one can tell beforehand; 0 where one cannot.</param>
/// <param name="Coming">Players who said that they come.</param>
/// <param name="Declined">Players who said that they do not.</param>
/// <param name="Answer">The caller's own: `coming` or `declined`; left out where they have not said.</param>
internal sealed record ScheduleItem(
    string? SessionId, string? SeriesId, string? OccursOn, string Status, DateTimeOffset ScheduledAt, double PlannedDuration, string WorkoutName,
    string TrainerName, string? TeamName, int TotalPlayers, int Coming, int Declined, string? Answer);

/// <summary>The caller's series.</summary>
internal sealed record SeriesPage(IReadOnlyList<SeriesBody> Items);

/// <summary>Sessions to plan that repeat each week.</summary>
/// <param name="WorkoutId">A workout of the caller, one that another trainer shares, or an example.</param>
/// <param name="Zone">An IANA time zone, in which `at` holds whatever daylight saving does.</param>
/// <param name="StartsOn">`yyyy-MM-dd`; the first session is on this day or the next one of `days`.</param>
/// <param name="At">`HH:mm`.</param>
/// <param name="Days">`monday` … `sunday`; at least one.</param>
/// <param name="Until">The last day; not with `count`.</param>
/// <param name="Count">So many in all, 1 to 200; not with `until`.</param>
/// <param name="PlayerIds">Left out with a `teamId`: whoever is in the team when a session is made.</param>
/// <param name="Admits">Whom the sessions' join codes let in: `roster` (the default), `players` or `guests`.</param>
internal sealed record SeriesToCreate(
    string WorkoutId, string Zone, string StartsOn, string At, IReadOnlyList<string> Days, string? Until = null, int? Count = null,
    IReadOnlyList<string>? PlayerIds = null, IReadOnlyList<string>? ObserverIds = null, string? TeamId = null, bool ShareWithTeam = false, string? Admits = null);

/// <summary>Sessions that repeat.</summary>
/// <param name="EndsBefore">From this day on there are none.</param>
/// <param name="Trouble">Why the next session could not be made, in a sentence.</param>
internal sealed record SeriesBody(
    string SeriesId, string WorkoutId, string? TeamId, IReadOnlyList<string> PlayerIds, IReadOnlyList<string> ObserverIds, bool ShareWithTeam, string Admits, string Zone,
    string StartsOn, string At, IReadOnlyList<string> Days, string? Until, int? Count, string? EndsBefore, string? Trouble);

/// <summary>Done.</summary>
/// <param name="SeriesId">The series; of one that was planned anew the new one.</param>
internal sealed record SeriesMade(bool Ok, string SeriesId);

/// <param name="OccursOn">The day by the series' rule, `yyyy-MM-dd`.</param>
internal sealed record DayToSkip(string OccursOn);

/// <param name="PlayerId">The user id of a player with an account.</param>
internal sealed record PlayerToAdd(string PlayerId);

/// <param name="ToSessionId">Another session that is not over.</param>
internal sealed record WhereTo(string ToSessionId);

/// <param name="ScheduledAt">Null or left out: to be started when the trainer wants.</param>
internal sealed record NewTime(DateTimeOffset? ScheduledAt = null);

/// <param name="Admits">`roster`, `players` or `guests`.</param>
internal sealed record WhomToAdmit(string Admits);

/// <param name="Answer">`coming` or `declined`.</param>
internal sealed record AnswerBody(string Answer);

/// <summary>How one comes into a session.</summary>
/// <param name="Code">Six characters.</param>
/// <param name="Address">The page that it opens; good for a QR code.</param>
/// <param name="Admits">Whom it lets in.</param>
internal sealed record JoinCodeBody(string Code, string Address, string Admits);
