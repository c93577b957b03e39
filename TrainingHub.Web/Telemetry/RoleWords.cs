using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Telemetry;

/// <summary>As what one is in a session, as the tag <c>role</c> names it: the word of the join.</summary>
public static class RoleWords
{
    public const string Trainer = "trainer", Observer = "observer", Player = "player";

    /// <summary>Connected, and in no session yet.</summary>
    public const string None = "none";

    public static string Of(AudienceKind? kind) => kind switch
    {
        AudienceKind.Staff => Trainer,
        AudienceKind.Observer => Observer,
        AudienceKind.Player => Player,
        _ => None,
    };
}
