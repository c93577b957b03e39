using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Wire;

/// <summary>The argument of `training:session:join`.</summary>
/// <param name="SessionId">Null where the argument names none that could exist.</param>
/// <param name="Role">Null where it could not be read.</param>
/// <param name="ClientTime">The device's clock as it sent.</param>
/// <param name="Resume">Null for a fresh session.</param>
public sealed record JoinCall(string? SessionId, JoinRole? Role, string? PlayerId, DateTimeOffset? ClientTime, ResumeFrom? Resume);
