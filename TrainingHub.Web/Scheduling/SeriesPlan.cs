using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Scheduling;

/// <summary>A series as a trainer asks for it.</summary>
/// <param name="PlayerIds">Empty with a <paramref name="TeamId"/>: whoever is in the team when a session is made.</param>
public sealed record SeriesPlan(
    SeriesRule Rule,
    string WorkoutId,
    IReadOnlyCollection<string> PlayerIds,
    IReadOnlyCollection<string> ObserverIds,
    string? TeamId = null,
    bool ShareWithTeam = false,
    Admission Admits = Admission.Roster);

/// <param name="SeriesId">Null with a refusal.</param>
public sealed record SeriesReply(string? SeriesId, Refusal? Refusal = null);
