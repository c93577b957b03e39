using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Accounts;

/// <summary>Why an account was left as it is.</summary>
internal static class AccountRefusals
{
    public static Refusal NoSuchUser { get; } = new(RefusalCode.NotFound, "There is no such user.");

    public static Refusal? Of(IdentityResult result) => result.Succeeded ? null : From(result);

    /// <summary>What Identity found wrong, in one sentence or more.</summary>
    public static Refusal From(IdentityResult failure) =>
        Refusal.Invalid(string.Join(' ', failure.Errors.Select(error => error.Description)));
}
