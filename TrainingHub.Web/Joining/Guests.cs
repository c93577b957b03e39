using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Joining;

/// <summary>
/// People who play in one session with a first name and its code. A guest is a user without a password, an address and a stored role: they are a player by <see cref="User.GuestOf"/> alone, so that
/// nothing that offers players offers them. Nobody can sign in as a guest again; when the session is over their sign-in ends, and a day later the account goes. The recording keeps the first name.
/// </summary>
public sealed partial class Guests(IServiceScopeFactory scopes, ISessions sessions, AccountChanges changes, TimeProvider time, ILogger<Guests> logger)
{
    /// <summary>How long a guest may look at their summary.</summary>
    public static readonly TimeSpan SignedInAfterEnd = TimeSpan.FromMinutes(15);

    /// <summary>How long the account of a guest is kept, for samples that come late.</summary>
    public static readonly TimeSpan KeptAfterEnd = SessionLimits.BackfillAfterEnd;

    private const int MostLetters = 30;

    /// <summary>What is wrong with a guest's name: a sentence; null where nothing is.</summary>
    public static string? Fault(string name)
        => name.Length is 0 or > MostLetters ? $"The name was {name.Length} characters long; a first name of 1 to {MostLetters} is needed."
            : !name.All(character => char.IsLetter(character) || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                || character is ' ' or '-' or '\'' or '’' or '.') || !name.Any(char.IsLetter)
                ? "The name held other signs than letters; letters, spaces, hyphens and apostrophes are allowed."
                : null;

    /// <summary>Makes the guest and puts them on the roster, where the session allows it. Who is refused leaves nothing behind.</summary>
    public async Task<GuestReply> ComeAsync(string sessionId, string firstName, CancellationToken cancellationToken)
    {
        var name = string.Join(' ', firstName.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Normalize();
        if (Fault(name) is { } fault)
        {
            return new GuestReply(null, Refusal.Invalid(fault));
        }

        // Nobody has told a guest's observers anything of them but the form: the number is for the trainer.
        var guest = new User { DisplayName = name, GuestOf = sessionId, HeartRateForObservers = HeartRateVisibility.Zone };
        // Identity wants both to be there and unique; .invalid is nobody's (RFC 2606).
        guest.UserName = guest.Email = $"{guest.Id}@guest.invalid";
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (AccountRefusals.Of(await users.CreateAsync(guest)) is { } refused)
        {
            return new GuestReply(null, refused);
        }

        var profile = new RosterPlayer(guest.Id, name, null, Thresholds.Unknown, guest.HeartRateForObservers, IsGuest: true);
        var reply = await sessions.SendAsync(Caller.System, sessionId, new SessionCommand.AdmitByCode(profile), null, CancellationToken.None);
        if (!reply.Ok)
        {
            await users.DeleteAsync(guest);
            return new GuestReply(null, reply.Refusal);
        }

        return new GuestReply(guest);
    }

    /// <summary>Ends the sign-ins of guests whose session is over, and removes those whose session was over a day ago or is gone.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingHubDb>();
        var now = time.GetUtcNow();
        var (signedInSince, keptSince) = (now - SignedInAfterEnd, now - KeptAfterEnd);
        var over = await db.Users.Where(user => user.GuestOf != null && !db.Sessions.Any(session => session.Id == user.GuestOf && !(session.EndTime < signedInSince)))
            .Select(user => new { user.Id, Goes = !db.Sessions.Any(session => session.Id == user.GuestOf && !(session.EndTime < keptSince)) })
            .ToListAsync(cancellationToken);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        foreach (var guest in over)
        {
            if (await users.FindByIdAsync(guest.Id) is not { } user || (!guest.Goes && user.IsLockedByAdmin))
            {
                continue;
            }

            user.LockoutEnd = User.LockedByAdmin;
            var result = guest.Goes ? await users.DeleteAsync(user) : await users.UpdateSecurityStampAsync(user);
            if (!result.Succeeded)
            {
                LogNotEnded(guest.Id);
            }

            changes.Raise(guest.Id);
        }
    }

    [LoggerMessage(EventId = 2430, Level = LogLevel.Error, Message = "The sign-in of guest {UserId} could not be ended; it is tried again in a minute.")]
    private partial void LogNotEnded(string userId);
}

/// <param name="Guest">Null with a refusal.</param>
public sealed record GuestReply(User? Guest, Refusal? Refusal = null);
