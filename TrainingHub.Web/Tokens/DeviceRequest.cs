using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TrainingHub.Web.Tokens;

/// <summary>What is known of a device that asks to be allowed: what it says of itself, and where it asked from. It travels in the code that the person enters.</summary>
/// <param name="Name">As the device calls itself (parameter <c>device_name</c>), cleaned, 1 … 64 characters; null where it did not say.</param>
/// <param name="FromAddress">The address from which it asked.</param>
/// <param name="Program">Its <c>User-Agent</c>, cleaned, at most 120 characters.</param>
public sealed record DeviceRequest(string? Name, string FromAddress, string Program, DateTimeOffset AskedAt)
{
    public const int LongestName = 64, LongestProgram = 120;

    private const string NameClaim = "traininghub:device_name", FromClaim = "traininghub:device_from", ProgramClaim = "traininghub:device_program", AskedClaim = "traininghub:device_asked";

    /// <summary>Puts it into the codes that are being made for a device.</summary>
    internal static ValueTask Keep(ProcessSignInContext context)
    {
        if (context.EndpointType == OpenIddictServerEndpointType.DeviceAuthorization && context.Transaction.GetHttpRequest() is { } http)
        {
            var time = http.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
            var from = http.HttpContext.Connection.RemoteIpAddress;
            context.Principal!
                .SetClaim(NameClaim, Clean((string?)context.Request["device_name"], LongestName))
                .SetClaim(FromClaim, (from is { IsIPv4MappedToIPv6: true } ? from.MapToIPv4() : from)?.ToString() ?? "")
                .SetClaim(ProgramClaim, Clean(http.Headers.UserAgent.ToString(), LongestProgram) ?? "")
                .SetClaim(AskedClaim, time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What the code of a device that waits carries.</summary>
    public static DeviceRequest Of(ClaimsPrincipal code) => new(
        code.GetClaim(NameClaim),
        code.GetClaim(FromClaim) ?? "",
        code.GetClaim(ProgramClaim) ?? "",
        DateTimeOffset.FromUnixTimeSeconds(long.TryParse(code.GetClaim(AskedClaim), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0));

    /// <summary>Text of a stranger for a page: one line, without what turns or hides writing; cut to a length. Null where nothing is left.</summary>
    public static string? Clean(string? text, int longest)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            if (Rune.IsWhiteSpace(rune) && clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
            }
            else if (!Rune.IsWhiteSpace(rune) && IsSeen(Rune.GetUnicodeCategory(rune)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim() is { Length: > 0 } left ? left : null;
    }

    private static bool IsSeen(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
