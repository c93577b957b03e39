using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Joining;
using TrainingHub.Web.Viewing;

namespace TrainingHub.Web.Accounts;

/// <summary>Cookies carry the same claims as tokens: <c>sub</c>, <c>name</c> (the display name) and <c>role</c>; and how their owner wants to see pages.</summary>
public sealed class UserPrincipals(UserManager<User> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.GuestOf is { } sessionId)
        {
            // A player of their session, and nothing beside; no role of theirs is stored.
            identity.AddClaim(OpenIddictConstants.Claims.Role, RoleNames.Player);
            identity.SetGuestOf(sessionId);
        }

        return identity.SetClaim(OpenIddictConstants.Claims.Name, user.DisplayName).SetClaim(ViewingChoice.Claim, ViewingChoice.Of(user).ToString());
    }
}
