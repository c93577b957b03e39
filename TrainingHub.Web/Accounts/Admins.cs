using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Who is an admin, as the store has it now; a page that is open longer than a role lasts is not believed.</summary>
internal static class Admins
{
    private static Refusal NotAnAdmin { get; } = Refusal.Forbidden("Only an admin may do this, and you are not one or no longer.");

    /// <returns>A refusal unless the caller is an admin whom nobody locked; the roles that the caller carries are not looked at.</returns>
    public static async Task<Refusal?> DemandAsync(IServiceProvider services, Caller by)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        return await users.FindByIdAsync(by.UserId) is { IsLockedByAdmin: false } user && await users.IsInRoleAsync(user, RoleNames.Admin)
            ? null
            : NotAnAdmin;
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
