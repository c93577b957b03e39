using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Core.Sessions;

/// <summary>Everything that a session is made of; its own copy, so that later edits of workout or team change no recording.</summary>
/// <param name="SessionId">12 characters of a cryptographic random.</param>
/// <param name="TeamName">For people to read; null where players were chosen one by one.</param>
/// <param name="ScheduledAt">Null: to be started when the trainer wants.</param>
/// <param name="ShareWithTeam">Players who agreed are seen and heard by the others, as far as each allows.</param>
/// <param name="Admits">Whom the session's join code lets in.</param>
public sealed record NewSession(
    string SessionId,
    Workout Workout,
    string TrainerId,
    string TrainerName,
    string? TeamName,
    DateTimeOffset? ScheduledAt,
    bool ShareWithTeam,
    ImmutableArray<RosterPlayer> Players,
    ImmutableArray<SessionObserver> Observers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Admission Admits = Admission.Roster);

/// <summary>A player on a session's roster.</summary>
/// <param name="PlayerId">The player's user id.</param>
/// <param name="Number">On the shirt.</param>
/// <param name="Thresholds">As they held when the session was made.</param>
/// <param name="ObserversSee">What observers see of the heart rate.</param>
/// <param name="TeamSees">What team-mates see of the heart rate where the session shares; null: the player has not agreed to be seen by them at all.</param>
/// <param name="IsGuest">Came in by the session's code with a first name, and without an account of their own.</param>
public sealed record RosterPlayer(
    string PlayerId,
    string Name,
    int? Number,
    Thresholds Thresholds,
    HeartRateVisibility ObserversSee = HeartRateVisibility.Number,
    HeartRateVisibility? TeamSees = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsGuest = false)
{
    [JsonIgnore]
    public SharingChoice Sharing => new(ObserversSee, TeamSees);

    public RosterPlayer With(SharingChoice sharing) => this with { ObserversSee = sharing.ObserversSee, TeamSees = sharing.TeamSees };
}

/// <summary>Someone who may watch the session.</summary>
public sealed record SessionObserver(string UserId, string Name);
