using TrainingHub.Core.Sessions;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Joining;

/// <summary>What a code opens, for who came with it.</summary>
public sealed class CodeAdmission(JoinCodes codes, WrongCodes wrong, ISessions sessions, RosterChanges rosters, Guests guests)
{
    /// <summary>Told to everybody alike: whoever guesses learns nothing from the words.</summary>
    public const string Unknown = "No session waits with this code. It may be over, or the code was mistyped; codes have six letters and digits, and never 0, 1, 2, 5, 8, B, I, L, O, S or Z.";

    private static readonly Refusal _wait = new(RefusalCode.RateLimited, "Too many wrong codes were tried, from somewhere. Wait a minute and try again, or ask the trainer to add you.", TimeSpan.FromMinutes(1));

    /// <summary>The session that a code opens, as its page shows it to who has the code: no players; null where it opens none.</summary>
    public async Task<OpenSession?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (await codes.FindAsync(code, cancellationToken) is { } sessionId
            && await sessions.FindAsync(Caller.System, sessionId, cancellationToken) is { View.State: { HasEnded: false } session })
        {
            return new OpenSession(session.SessionId, session.Workout.Name, session.TrainerName, session.ScheduledAt, session.Status, session.Admits);
        }

        wrong.Count();
        return null;
    }

    /// <summary>Lets a player in who is signed in: onto the roster, where they are not on it and the session allows it.</summary>
    public async Task<Refusal?> ComeAsync(Caller caller, OpenSession session, CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(caller, session.SessionId, cancellationToken);
        if (found.View is not null || found.Refusal!.Code == RefusalCode.Removed)
        {
            return found.Refusal; // on the roster already, or put off it; staff and observers see it as what they are
        }

        if (!caller.Is(Roles.Player))
        {
            return Refusal.Forbidden("Your account is no player's; an admin can make you one.");
        }

        return wrong.AreTooMany ? _wait : (await rosters.AdmitAsync(caller.UserId, session.SessionId, cancellationToken)).Refusal;
    }

    /// <summary>Where somebody goes who came in: who plays to the workout, who does not to the dashboard.</summary>
    public async Task<string> PlaceOfAsync(Caller caller, OpenSession session, CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(caller, session.SessionId, cancellationToken);
        return found.View is { Audience.Kind: not AudienceKind.Player, State: var state } && !state.Players.ContainsKey(caller.UserId)
            ? $"/sessions/{session.SessionId}{(found.View.Audience.Kind == AudienceKind.Observer ? "/watch" : "")}"
            : $"/sessions/{session.SessionId}/play";
    }

    /// <summary>Lets a guest in.</summary>
    public async Task<GuestReply> ComeAsync(string firstName, OpenSession session, CancellationToken cancellationToken)
        => wrong.AreTooMany ? new GuestReply(null, _wait) : await guests.ComeAsync(session.SessionId, firstName, cancellationToken);
}

/// <summary>A session as one sees it who has its code.</summary>
public sealed record OpenSession(string SessionId, string WorkoutName, string TrainerName, DateTimeOffset? ScheduledAt, SessionStatus Status, Admission Admits);
