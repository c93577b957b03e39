namespace TrainingHub.Web.Audit;

/// <summary>The words of the audit: what was done.</summary>
public static class AuditKinds
{
    public const string SignedIn = "signed_in", SignInRefused = "sign_in_refused", SignedOut = "signed_out", SignedOutEverywhere = "signed_out_everywhere";
    public const string Confirmed = "confirmed", ConfirmRefused = "confirm_refused";
    public const string Invited = "invited", LinkMade = "link_made", LinkUsed = "link_used", PasswordChanged = "password_changed", ResetAsked = "reset_asked";
    public const string RoleGiven = "role_given", RoleTaken = "role_taken", Locked = "locked", Unlocked = "unlocked", Erased = "erased";
    public const string TwoFactorOn = "two_factor_on", TwoFactorOff = "two_factor_off", RecoveryCodesMade = "recovery_codes_made";
    public const string PasskeyAdded = "passkey_added", PasskeyRemoved = "passkey_removed";
    public const string DeviceAllowed = "device_allowed", DeviceDenied = "device_denied", DeviceRevoked = "device_revoked";
    public const string ServiceRegistered = "service_registered", ServiceRemoved = "service_removed";
    public const string SessionCreated = "session_created", SessionStarted = "session_started", SessionEnded = "session_ended", SessionCancelled = "session_cancelled";
    public const string PlayerRemoved = "player_removed", PlayerReadmitted = "player_readmitted";
    public const string PlayerAddedToTeam = "player_added_to_team", PlayerTakenFromTeam = "player_taken_from_team", ThresholdsChanged = "thresholds_changed", TeamExported = "team_exported";
    public const string PlayerAdded = "player_added", PlayerMoved = "player_moved", SessionRescheduled = "session_rescheduled", AdmissionChosen = "admission_chosen";
    public const string DataDownloaded = "data_downloaded", EventsExported = "events_exported", AuditExported = "audit_exported";

    /// <summary>All of them, as a filter offers them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignedIn, SignInRefused, SignedOut, SignedOutEverywhere, Confirmed, ConfirmRefused,
        Invited, LinkMade, LinkUsed, PasswordChanged, ResetAsked,
        RoleGiven, RoleTaken, Locked, Unlocked, Erased,
        TwoFactorOn, TwoFactorOff, RecoveryCodesMade, PasskeyAdded, PasskeyRemoved,
        DeviceAllowed, DeviceDenied, DeviceRevoked, ServiceRegistered, ServiceRemoved,
        SessionCreated, SessionStarted, SessionEnded, SessionCancelled, PlayerRemoved, PlayerReadmitted,
        PlayerAddedToTeam, PlayerTakenFromTeam, ThresholdsChanged, TeamExported,
        PlayerAdded, PlayerMoved, SessionRescheduled, AdmissionChosen,
        DataDownloaded, EventsExported, AuditExported,
    ];
}
