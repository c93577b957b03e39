namespace TrainingHub.Core.Sessions;

/// <summary>The kinds of page that there are, as far as who may open them differs.</summary>
public enum Page
{
    /// <summary>Where one signs in, follows an invitation or sets the server up.</summary>
    SignIn,

    /// <summary>What says that something is not there, not allowed or broken.</summary>
    Notice,

    /// <summary>Sends each to their place, and who is not signed in to where they can.</summary>
    Home,

    /// <summary>Where one comes into a session with its code.</summary>
    Join,

    /// <summary>One's own account.</summary>
    Account,

    /// <summary>Where a device is allowed, and where one sees and revokes what may act in one's name.</summary>
    ConnectDevice,
    Session,
    Play,
    Replay,
    Sessions,
    NewSession,
    Workouts,
    Workout,

    /// <summary>What a player has before them, and whether they come.</summary>
    OwnSessions,
    Cockpit,
    InvitePlayer,
    Teams,
    Audit,
    SessionEvents,
}

/// <summary>Who may open a page.</summary>
/// <param name="MustSignIn">Whether somebody must be signed in.</param>
/// <param name="AnyOf">Of these roles one is needed; with <see cref="Roles.None"/> none is.</param>
/// <param name="Reads">What the page shows of the session in its address: who may not read that is told that there is none. Null where the page is about none.</param>
public sealed record PageAccess(bool MustSignIn, Roles AnyOf, SessionRead? Reads = null)
{
    public static PageAccess Anybody { get; } = new(false, Roles.None);

    public static PageAccess SignedIn { get; } = new(true, Roles.None);

    public static PageAccess For(Roles anyOf) => new(true, anyOf);

    public static PageAccess OfSession(SessionRead reads) => new(true, Roles.None, reads);
}
