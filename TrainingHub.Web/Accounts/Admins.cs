using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Who is an admin, as the store has it now; a page that is open longer than a role lasts is not believed.</summary>
internal static class Admins
{
    /// <returns>A refusal unless nobody locked the caller and the store gives them a role with which they may; the roles that the caller carries are not looked at.</returns>
    public static async Task<Refusal?> DemandAsync(IServiceProvider services, Caller by, ServerAction action = ServerAction.ManagePeople)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        var held = await users.FindByIdAsync(by.UserId) is { IsLockedByAdmin: false } user ? Callers.RolesOf(await users.GetRolesAsync(user)) : Roles.None;
        var allowed = Permissions.Allowed(action);
        return (held & allowed) != 0
            ? null
            : Refusal.Forbidden($"Only {(allowed == Roles.Admin ? "an admin" : "an admin or a trainer")} may do this, and you are not one or no longer.");
    }

    /// <summary>The ids of the unlocked admins who have something to sign in with; who was invited and has not followed the link has not.</summary>
    public static async Task<IReadOnlyList<string>> WhoCanSignInAsync(IServiceProvider services)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        var byClick = services.GetService<DemoUsers>()?.AdminId;
        List<string> able = [];
        foreach (var admin in await users.GetUsersInRoleAsync(RoleNames.Admin))
        {
            if (!admin.IsLockedByAdmin
                && (admin.Id == byClick || await users.HasPasswordAsync(admin) || (await users.GetPasskeysAsync(admin)).Count > 0))
            {
                able.Add(admin.Id);
            }
        }

        return able;
    }
}
