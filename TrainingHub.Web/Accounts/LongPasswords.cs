using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Data;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Accounts;

/// <summary>Refuses a password that is longer than anybody types: to hash it is work.</summary>
internal sealed class LongPasswords(IOptions<DoorLimits> limits) : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
        => Task.FromResult(password?.Length > limits.Value.PasswordLength
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordTooLong", Description = $"The password has more than {limits.Value.PasswordLength} characters; it may have at most so many." })
            : IdentityResult.Success);
}
