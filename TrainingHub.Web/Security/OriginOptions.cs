using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Security;

/// <summary>Section <c>Cors</c>.</summary>
public sealed class OriginOptions
{
    /// <summary>Other sites whose pages may use the hub, the API and <c>/connect/token</c>, such as <c>https://app.example.org</c>; with a token, never with a cookie. None by default.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    internal sealed class Validator : IValidateOptions<OriginOptions>
    {
        public ValidateOptionsResult Validate(string? name, OriginOptions options)
            => options.Origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong
                ? ValidateOptionsResult.Fail($"Cors:Origins has '{wrong}'; each must be a scheme and a host, with a port where it is not the scheme's, such as https://app.example.org.")
                : ValidateOptionsResult.Success;

        private static bool IsOrigin(string text)
            => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && text == uri.GetLeftPart(UriPartial.Authority);
    }
}
