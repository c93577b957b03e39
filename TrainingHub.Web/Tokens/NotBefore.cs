using System.Globalization;
using OpenIddict.Abstractions;
using OpenIddict.Validation;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Validation.OpenIddictValidationEvents;

namespace TrainingHub.Web.Tokens;

/// <summary>Refuses a token before the time that it says it is valid from (<c>nbf</c>), which OpenIddict leaves to others. This server makes no such token, and takes none.</summary>
public sealed class NotBefore(TimeProvider time) : IOpenIddictValidationHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal?.GetClaim(Claims.NotBefore) is { } text
            && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= time.GetUtcNow().ToUnixTimeSeconds()))
        {
            context.Reject(Errors.InvalidToken, "The token is not valid yet.");
        }

        return ValueTask.CompletedTask;
    }
}
