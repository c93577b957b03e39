using TrainingHub.Core.Sessions;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>What an endpoint answers; <see cref="ApiFilter"/> makes a problem document of a refusal.</summary>
/// <param name="MadeAt">Where what the call made can be read; null where it made nothing.</param>
internal sealed record ApiAnswer(WireValue Value, string? MadeAt = null) : IResult
{
    public static ApiAnswer Of(SessionReply reply) => new(Ack.Of(reply));

    public static ApiAnswer Of(Refusal refusal) => new(Ack.Of(refusal));

    public static ApiAnswer Invalid(string fault) => Of(Refusal.Invalid(fault));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (MadeAt is not null)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = MadeAt;
        }

        return httpContext.Response.WriteAsJsonAsync(Value, httpContext.RequestAborted);
    }
}
