namespace TrainingHub.Web.Api;

/// <summary>A refusal, as a problem document (RFC 9457).</summary>
/// <param name="Detail">A sentence that names what was wrong and what is allowed.</param>
/// <param name="Code">invalid, unauthenticated, forbidden, removed, not_found, conflict, rate_limited or unavailable.</param>
/// <param name="RetryAfterMs">Only with rate_limited.</param>
internal sealed record ApiProblem(string Type, string Title, int Status, string Detail, string Code, long? RetryAfterMs = null);

/// <summary>The refusals that any call may answer, and what each looks like.</summary>
internal static class ApiRefusals
{
    private const string MediaType = "application/problem+json";

    private static readonly Dictionary<int, string> _examples = new()
    {
        [400] = Problem("15.5.1", "Bad Request", 400, "workoutId was missing; it must be text of 1 to 64 characters.", "invalid"),
        [401] = Problem("15.5.2", "Unauthorized", 401, "This call takes a valid access token: Authorization: Bearer ….", "unauthenticated"),
        [403] = Problem("15.5.4", "Forbidden", 403, "Only trainers make sessions.", "forbidden"),
        [404] = Problem("15.5.5", "Not Found", 404, "There is no such session, or you may not see it.", "not_found"),
        [409] = Problem("15.5.10", "Conflict", 409, "The session is completed; it can be started only while it is scheduled.", "conflict"),
        [429] = """{"type":"https://tools.ietf.org/html/rfc6585#section-4","title":"Too Many Requests","status":429,"detail":"Too many updates at once; the next is taken in 1800 ms.","code":"rate_limited","retryAfterMs":1800}""",
        [503] = Problem("15.6.4", "Service Unavailable", 503, "The server is shutting down; nothing was changed.", "unavailable"),
    };

    public static RouteGroupBuilder ProducesRefusals(this RouteGroupBuilder api)
    {
        foreach (var status in _examples.Keys)
        {
            api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ApiProblem), [MediaType]));
        }

        return api;
    }

    /// <returns>Null where the status is no refusal.</returns>
    public static string? ExampleOf(string status) => int.TryParse(status, out var number) && _examples.TryGetValue(number, out var example) ? example : null;

    private static string Problem(string section, string title, int status, string detail, string code)
        => $$"""{"type":"https://tools.ietf.org/html/rfc9110#section-{{section}}","title":"{{title}}","status":{{status}},"detail":"{{detail}}","code":"{{code}}"}""";
}
