using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Sharing;

/// <summary>What a player shows of themselves: the choice stands on their account, their agreement beside it, and each of their sessions is told.</summary>
public sealed class PlayerSharing(UserManager<User> users, TrainingHubDb db, SharingCarrier carrier, TimeProvider time)
{
    /// <summary>The last time that the user agreed, or took it back; null where they never did.</summary>
    public Task<Consent?> ConsentOfAsync(User user, CancellationToken cancellationToken) => db.Consents.AsNoTracking()
        .Where(consent => consent.UserId == user.Id && consent.Kind == Consent.Team)
        .OrderByDescending(consent => consent.Id)
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Keeps the choice, and with it that the user agreed or took it back, in one transaction, and tells the sessions that are not over.</summary>
    /// <param name="user">Of the scope's own store.</param>
    /// <param name="textVersion">The text that the user saw when they agreed; only needed with <see cref="SharingChoice.TeamSees"/>.</param>
    public async Task<Refusal?> ChooseAsync(User user, SharingChoice choice, int? textVersion, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(choice.ObserversSee) || (choice.TeamSees is { } teamSees && !Enum.IsDefined(teamSees)))
        {
            return Refusal.Invalid("There is no such choice; others see the number, the zone, or nothing.");
        }

        if (choice.TeamSees is not null && textVersion != ConsentTexts.Team.Version)
        {
            return Refusal.Conflict("The text that you agreed to is another by now; read it, and agree again.");
        }

        var changed = choice != user.Sharing;
        if (await NewConsentAsync(user, choice, cancellationToken) is { } consent)
        {
            db.Consents.Add(consent);
        }

        if (changed)
        {
            db.SharingChanges.Add(new SharingChange { UserId = user.Id });
        }

        (user.HeartRateForObservers, user.HeartRateForTeam) = (choice.ObserversSee, choice.TeamSees);
        if (AccountRefusals.Of(await users.UpdateAsync(user)) is { } refusal)
        {
            return refusal;
        }

        if (changed)
        {
            // Not with the page's own patience: who closes it has chosen all the same.
            if (!await carrier.CarryAsync(user.Id, CancellationToken.None))
            {
                return Refusal.Unavailable("It is kept, but a session could not take it yet: until it has, others there may see you as before. It is tried again by itself.");
            }
        }

        return null;
    }

    private async Task<Consent?> NewConsentAsync(User user, SharingChoice choice, CancellationToken cancellationToken)
    {
        var last = await ConsentOfAsync(user, cancellationToken);
        var agrees = choice.TeamSees is not null;
        var isSo = agrees ? last is { Given: true } && last.TextVersion == ConsentTexts.Team.Version : last is not { Given: true };
        return isSo ? null : new Consent
        {
            UserId = user.Id,
            Kind = Consent.Team,
            TextVersion = agrees ? ConsentTexts.Team.Version : last!.TextVersion,
            At = time.GetUtcNow(),
            Given = agrees,
        };
    }
}
