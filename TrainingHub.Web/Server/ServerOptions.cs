using System.Net;
using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Server;

/// <summary>How the server is reached from outside (section <c>Server</c>).</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// Where clients reach the server, such as <c>https://training.example.org</c>: the issuer of tokens.
    /// Without it the issuer is the first address of the first start.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of the proxies whose <c>X-Forwarded-*</c> headers are believed; none by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>For how long a browser that came by HTTPS comes by nothing else; zero does not say so. 365 days by default.</summary>
    public TimeSpan Hsts { get; set; } = TimeSpan.FromDays(365);

    internal sealed class Validator : IValidateOptions<ServerOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServerOptions options)
        {
            if (options.PublicUrl is { Length: > 0 } url
                && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Query: "", Fragment: "" }))
            {
                return ValidateOptionsResult.Fail($"Server:PublicUrl is '{url}'; it must be an absolute http or https address without a query.");
            }

            if (options.Hsts < TimeSpan.Zero)
            {
                return ValidateOptionsResult.Fail($"Server:Hsts is {options.Hsts}; it must not be negative.");
            }

            return options.TrustedProxies.FirstOrDefault(proxy => !IsAddressOrNetwork(proxy)) is { } wrong
                ? ValidateOptionsResult.Fail($"Server:TrustedProxies has '{wrong}'; each must be an IP address or a network such as 10.0.0.0/8.")
                : ValidateOptionsResult.Success;
        }

        private static bool IsAddressOrNetwork(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);
    }
}
