namespace TrainingHub.Web.Api;

// What the OpenAPI document says of bodies. The shapes themselves are made in Wire; a test holds the two together.

/// <summary>A page of sessions.</summary>
/// <param name="Next">Where there are more: goes back as `after`.</param>
internal sealed record SessionPage(IReadOnlyList<SessionItem> Items, string? Next);

/// <summary>A session in a list.</summary>
internal sealed record SessionItem(
    string SessionId, string WorkoutId, string WorkoutName, string WorkoutType, string Status, DateTimeOffset? ScheduledAt, DateTimeOffset? StartTime,
    DateTimeOffset? EndTime, DateTimeOffset CreatedAt, string TrainerId, string TrainerName, string? TeamName, bool ShareWithTeam, int TotalPlayers);

/// <summary>A session to make.</summary>
/// <param name="WorkoutId">A workout of the caller, one that another trainer shares, or an example.</param>
/// <param name="PlayerIds">User ids of players; at least one.</param>
/// <param name="ObserverIds">User ids of observers.</param>
/// <param name="TeamId">A team of the caller, for its name and the shirts' numbers.</param>
/// <param name="ScheduledAt">Left out: to be started when the trainer wants.</param>
/// <param name="Admits">Whom the session's join code lets in: `roster` (the default), `players` or `guests`.</param>
/// <param name="ShareWithTeam">Players who agreed to it are seen and heard by the others; off by default.</param>
internal sealed record SessionToCreate(
    string WorkoutId, IReadOnlyList<string> PlayerIds, IReadOnlyList<string>? ObserverIds = null, string? TeamId = null,
    DateTimeOffset? ScheduledAt = null, bool ShareWithTeam = false, string? Admits = null);

/// <summary>Why; may be left out.</summary>
/// <param name="Reason">At most 500 characters.</param>
internal sealed record WhyBody(string? Reason = null);

/// <summary>A message to players.</summary>
/// <param name="Text">1 to 500 characters.</param>
/// <param name="PlayerIds">User ids of players; left out: everybody on the roster.</param>
/// <param name="Priority">`low`, `normal` (where it is left out), `high` or `urgent`, which fills the player's screen.</param>
/// <param name="MessageId">The sender's own, 1 to 64 characters: sent again with the same one, nothing more happens.</param>
internal sealed record MessageToSend(string Text, IReadOnlyList<string>? PlayerIds = null, string? Priority = null, string? MessageId = null);

/// <summary>A hand.</summary>
/// <param name="Raised">True: up, which only the player may; false: down.</param>
internal sealed record HandBody(bool Raised);

/// <summary>How hard the whole session was.</summary>
/// <param name="Rpe">CR-10: 1 to 10, in half steps.</param>
internal sealed record EffortBody(double Rpe);

/// <summary>A message.</summary>
/// <param name="By">User id of who sent it.</param>
/// <param name="To">User ids of the players; for staff alone.</param>
/// <param name="AcknowledgedBy">Those of them who acknowledged it; for staff alone.</param>
internal sealed record MessageBody(
    string MessageId, DateTimeOffset SentAt, string Priority, string Text, string By, IReadOnlyList<string>? To, IReadOnlyList<string>? AcknowledgedBy);

/// <summary>A call was accepted.</summary>
/// <param name="Ok">Always true; a refusal is a problem document.</param>
/// <param name="Seq">The session's sequence number that holds the change.</param>
internal sealed record AckBody(bool Ok, long Seq);

/// <summary>A session was made.</summary>
internal sealed record SessionCreated(bool Ok, long Seq, string SessionId, SessionBody Session);

/// <summary>A session as the caller may see it.</summary>
/// <param name="Duration">Active seconds, pauses left out.</param>
/// <param name="Messages">For staff the last ones, for a player those that they have not acknowledged; left out for observers.</param>
internal sealed record SessionBody(
    string SessionId, long Seq, string WorkoutId, string WorkoutName, string WorkoutType, string Status, DateTimeOffset? ScheduledAt, DateTimeOffset? StartTime,
    DateTimeOffset? EndTime, DateTimeOffset? PausedAt, double Duration, string TrainerId, string TrainerName, bool ShareWithTeam, string Admits,
    IReadOnlyList<PlayerBody> Players, int TotalPlayers, int ActivePlayers, int CompletedPlayers, IReadOnlyList<MessageBody>? Messages);

/// <summary>A player of a session.</summary>
/// <param name="JoinedAt">Null for who has not come.</param>
/// <param name="Metrics">As in the hub's `training:player:metrics`.</param>
/// <param name="Exercise">As in the hub's `training:player:exercise:progress`.</param>
/// <param name="HandRaisedAt">Left out where the hand is down, and for observers and team-mates.</param>
/// <param name="Effort">How hard the session was, CR-10; left out where it is not known, and for observers and team-mates.</param>
/// <param name="Interval">As in the hub's `training:player:interval:progress`.</param>
internal sealed record PlayerBody(
    string PlayerId, string PlayerName, string Status, bool Connected, bool? Guest, string? Answer, DateTimeOffset? JoinedAt, DateTimeOffset? LastActivity,
    string? CurrentExercise, int? CurrentInterval, object? Metrics, object? Exercise, object? Interval, DateTimeOffset? HandRaisedAt, double? Effort);
