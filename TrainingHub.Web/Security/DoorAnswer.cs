using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.HttpResults;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Security;

/// <summary>What somebody is told who knocked too often: in the words of the door, and with when to come back.</summary>
internal static class DoorAnswer
{
    // A device that polls is told by its protocol (RFC 8628) to do so less often; to others OAuth has no such word.
    private const string Busy = "temporarily_unavailable";

    public static async ValueTask WriteAsync(HttpContext context, Door door, RateLimitLease lease, CancellationToken cancellationToken)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? TimeSpan.FromSeconds(Math.Ceiling(known.TotalSeconds)) : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        if (door is { WaitsForOwner: true })
        {
            await OAuth(Errors.SlowDown, StatusCodes.Status400BadRequest).ExecuteAsync(context);
        }
        else if (door.Kind is DoorKind.Token or DoorKind.Device)
        {
            await OAuth(Busy, StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
        }
        else
        {
            await new RazorComponentResult<TooManyPage>(new { Wait = wait }) { StatusCode = StatusCodes.Status429TooManyRequests }.ExecuteAsync(context);
        }
    }

    private static JsonHttpResult<Dictionary<string, string>> OAuth(string error, int status)
        => TypedResults.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = "Too many requests; Retry-After says for how many seconds to wait." }, statusCode: status);
}
