using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Joining;

/// <summary>
/// The codes with which one comes into a session: one a session, made when it is first looked at, good until the session is over, and renewable. Six of 25 characters that nobody
/// mistakes for each other: 244 million of them (docs/decisions/104 has the arithmetic).
/// </summary>
public sealed class JoinCodes(IDbContextFactory<TrainingHubDb> contexts, ISessions sessions, JoinCodeNews news, TimeProvider time)
{
    public const int Length = 6;

    // Without what looks or sounds like another: 0 O, 1 I L, 2 Z, 5 S, 8 B.
    private const string Alphabet = "ACDEFGHJKMNPQRTUVWXY34679";

    private const int Tries = 5;

    /// <summary>The session's code, for its staff and for a wall; made where there is none yet.</summary>
    public Task<JoinCodeReply> OfAsync(Caller caller, string sessionId, CancellationToken cancellationToken) => GiveAsync(caller, sessionId, renew: false, cancellationToken);

    /// <summary>Another code in its place, for its trainer, whose it is to choose whom a code lets in; the old one opens nothing any more.</summary>
    public Task<JoinCodeReply> RenewAsync(Caller caller, string sessionId, CancellationToken cancellationToken) => GiveAsync(caller, sessionId, renew: true, cancellationToken);

    /// <summary>The session that a code opens, as it was typed: small letters and spaces count as nothing.</summary>
    /// <returns>Null where no session that is not over has it.</returns>
    public async Task<string?> FindAsync(string typed, CancellationToken cancellationToken)
    {
        if (Read(typed) is not { } code)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JoinCodes.Where(row => row.Code == code)
            .Join(db.Sessions.Where(SessionRow.IsNotOver), row => row.SessionId, session => session.Id, (_, session) => session.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes away the codes of sessions that are over or gone.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.JoinCodes.Where(code => !db.Sessions.Where(SessionRow.IsNotOver).Any(session => session.Id == code.SessionId)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>The code that was meant; null where it could be none.</summary>
    public static string? Read(string typed)
    {
        var code = string.Concat(typed.Take(4 * Length).Where(character => character is not (' ' or '-'))).ToUpperInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    private async Task<JoinCodeReply> GiveAsync(Caller caller, string sessionId, bool renew, CancellationToken cancellationToken)
    {
        var found = await sessions.FindAsync(caller, sessionId, cancellationToken);
        if (found.View is not { State: var session })
        {
            return new JoinCodeReply(null, default, found.Refusal);
        }

        var allowed = renew ? Permissions.Allowed(new SessionCommand.ChooseAdmission(session.Admits)) : Permissions.Allowed(SessionRead.JoinCode);
        if ((Permissions.Of(caller, session, null) & allowed) == 0)
        {
            return new JoinCodeReply(null, default, Refusal.Forbidden(renew ? "Only the session's trainer may renew its join code." : "Only the session's staff and observers see its join code."));
        }

        if (session.HasEnded)
        {
            return new JoinCodeReply(null, default, Refusal.Conflict($"The session is {session.Status.ToString().ToLowerInvariant()}; nobody can join it any more."));
        }

        var code = await StoreAsync(sessionId, renew, cancellationToken);
        if (renew)
        {
            news.Raise(sessionId);
        }

        return new JoinCodeReply(code, session.Admits);
    }

    private async Task<string> StoreAsync(string sessionId, bool renew, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (renew)
        {
            await db.JoinCodes.Where(code => code.SessionId == sessionId).ExecuteDeleteAsync(cancellationToken);
        }

        for (var tries = 1; ; tries++)
        {
            if (await db.JoinCodes.AsNoTracking().SingleOrDefaultAsync(code => code.SessionId == sessionId, cancellationToken) is { } known)
            {
                return known.Code;
            }

            var made = db.JoinCodes.Add(new JoinCode { Code = RandomNumberGenerator.GetString(Alphabet, Length), SessionId = sessionId, MadeAt = time.GetUtcNow() });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return made.Entity.Code;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Another session has this very code, or another look at this session was quicker.
                made.State = EntityState.Detached;
            }
        }
    }
}

/// <param name="Code">Null with a refusal.</param>
/// <param name="Admits">Whom it lets in.</param>
public sealed record JoinCodeReply(string? Code, Admission Admits, Refusal? Refusal = null);
