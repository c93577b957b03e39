using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Accounts;

/// <summary>Why an account was left as it is.</summary>
internal static class AccountRefusals
{
    public static Refusal NoSuchUser { get; } = new(RefusalCode.NotFound, "There is no such user.");

    public static Refusal UnknownRole(string role) =>
        Refusal.Invalid($"There is no role '{role}'; the roles are {string.Join(", ", RoleNames.All)}.");

    public static Refusal? Of(IdentityResult result) => result.Succeeded ? null : From(result);

    /// <summary>What Identity found wrong, in one sentence or more.</summary>
    public static Refusal From(IdentityResult failure) =>
        Refusal.Invalid(string.Join(' ', failure.Errors.Select(error => error.Description)));
}
