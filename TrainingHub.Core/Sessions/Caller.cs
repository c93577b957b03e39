namespace TrainingHub.Core.Sessions;

/// <summary>What a user may be in the product; a user has any number of them.</summary>
[Flags]
public enum Roles { None = 0, Admin = 1, Trainer = 2, Player = 4, Observer = 8 }

/// <summary>Who asks, as a door has authenticated them. Never what they claim in an argument.</summary>
/// <param name="UserId">Opaque, the store's id.</param>
/// <param name="Name">For people to read.</param>
/// <param name="Roles">As the store has them, not as a stale token had.</param>
public sealed record Caller(string UserId, string Name, Roles Roles)
{
    /// <summary>The process itself: lost connections, grace periods, staleness.</summary>
    public static Caller System { get; } = new("", "system", Roles.None);

    public bool Is(Roles role) => (Roles & role) != 0;
}
