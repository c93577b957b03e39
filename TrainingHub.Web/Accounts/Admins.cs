using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Who is an admin, as the store has it now; a page that is open longer than a role lasts is not believed.</summary>
internal static class Admins
{
    private static Refusal NotAnAdmin { get; } = Refusal.Forbidden("Only an admin may do this, and you are not one or no longer.");

    private static Refusal NotATrainer { get; } = Refusal.Forbidden("Only a trainer or an admin may do this, and you are neither or no longer.");

    /// <returns>A refusal unless the caller is an admin whom nobody locked; the roles that the caller carries are not looked at.</returns>
    public static async Task<Refusal?> DemandAsync(IServiceProvider services, Caller by) => await IsAsync(services, by, RoleNames.Admin) ? null : NotAnAdmin;

    /// <returns>A refusal unless the caller is a trainer whom nobody locked.</returns>
    public static async Task<Refusal?> DemandTrainerAsync(IServiceProvider services, Caller by) => await IsAsync(services, by, RoleNames.Trainer) ? null : NotATrainer;

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

    private static async Task<bool> IsAsync(IServiceProvider services, Caller by, string role)
    {
        var users = services.GetRequiredService<UserManager<User>>();
        return await users.FindByIdAsync(by.UserId) is { IsLockedByAdmin: false } user && await users.IsInRoleAsync(user, role);
    }
}
