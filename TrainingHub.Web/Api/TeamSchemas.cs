namespace TrainingHub.Web.Api;

// What the OpenAPI document says of teams, players and thresholds; a test holds it and the answers together.

/// <summary>The caller's teams, by name.</summary>
internal sealed record TeamList(IReadOnlyList<TeamBody> Items);

/// <summary>A team.</summary>
/// <param name="Members">By number, those without one last, then by name.</param>
internal sealed record TeamBody(string TeamId, string Name, string TrainerId, string TrainerName, IReadOnlyList<MemberBody> Members);

/// <summary>A player of a team.</summary>
/// <param name="Number">On the shirt, 0 to 999; left out where there is none.</param>
internal sealed record MemberBody(string PlayerId, string PlayerName, int? Number);

/// <summary>A team's name.</summary>
/// <param name="Name">1 to 200 characters; different from the names of the trainer's other teams.</param>
internal sealed record TeamToWrite(string Name);

/// <summary>The places of a team, all of them: who is left out leaves it.</summary>
internal sealed record MembersToWrite(IReadOnlyList<MemberToWrite> Members);

/// <summary>A place in a team.</summary>
/// <param name="Number">On the shirt, 0 to 999 and once in a team; may be left out.</param>
internal sealed record MemberToWrite(string PlayerId, int? Number = null);

/// <summary>A team was made or changed.</summary>
internal sealed record TeamSaved(bool Ok, TeamBody Team);

/// <summary>A call was accepted.</summary>
internal sealed record DoneBody(bool Ok);

/// <summary>A page of players.</summary>
/// <param name="Next">Where there are more: goes back as `after`.</param>
internal sealed record PlayerPage(IReadOnlyList<PlayerItem> Items, string? Next);

/// <summary>A player.</summary>
/// <param name="Thresholds">Those that hold today; left out where none are known, or the caller may not see them.</param>
internal sealed record PlayerItem(string PlayerId, string PlayerName, ThresholdsBody? Thresholds);

/// <summary>A player's thresholds from a day on; what is not known is left out.</summary>
/// <param name="ValidFrom">The first day on which they hold, `yyyy-MM-dd`, UTC.</param>
/// <param name="HeartRateMax">Highest heart rate, 100 to 240 beats/min.</param>
/// <param name="HeartRateRest">At rest, 25 to 120 beats/min; below the lactate threshold and the highest.</param>
/// <param name="LactateThreshold">Heart rate at the lactate threshold (LTHR), 70 to 230 beats/min; below the highest.</param>
/// <param name="Ftp">Functional threshold power, 30 to 700 W.</param>
/// <param name="Weight">20 to 300 kg.</param>
internal sealed record ThresholdsBody(string ValidFrom, double? HeartRateMax = null, double? HeartRateRest = null, double? LactateThreshold = null, double? Ftp = null, double? Weight = null);

/// <summary>A player's thresholds, of now, before and later.</summary>
/// <param name="Current">Those that hold today; left out where none are known.</param>
/// <param name="History">All of them, newest first.</param>
internal sealed record ThresholdHistoryBody(string PlayerId, ThresholdsBody? Current, IReadOnlyList<ThresholdsBody> History);
