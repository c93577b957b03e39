using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Scheduling;

namespace TrainingHub.Web.Calendars;

/// <summary><c>GET /calendar/{secret}.ics</c>: for calendar programs, which can show nothing but an address.</summary>
internal static class CalendarEndpoint
{
    private static readonly TimeSpan _past = TimeSpan.FromDays(60), _ahead = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/calendar/{secret:length(32)}.ics", GetAsync).ExcludeFromDescription();

    private static async Task GetAsync(string secret, HttpContext http, CalendarFeeds feeds, Schedule schedule, TimeProvider time)
    {
        // The address is the key: it goes to nobody else.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await feeds.OwnerAsync(secret, http.RequestAborted) is not { } owner)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var now = time.GetUtcNow();
        var items = await schedule.OfAsync(owner, now - _past, now + _ahead, http.RequestAborted, Relation.Trainer | Relation.Self | Relation.Observer);
        var etag = $"\"{Version(items)}\"";
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known) && known.Any(tag => StringSegment.Equals(tag.Tag, etag, StringComparison.Ordinal)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "text/calendar; charset=utf-8";
        await http.Response.WriteAsync(CalendarFile.Of("TrainingHub", items, now), http.RequestAborted);
    }

    // Of what is told, and not of when: the file itself holds the time at which it was made.
    private static string Version(IEnumerable<ScheduledItem> items)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CalendarFile.Of("", items, DateTimeOffset.UnixEpoch))))[..32];
}
