namespace TrainingHub.Web.Security;

/// <summary>Reads a form before anybody asks for a field of it: one that is cut short or too long is answered here, where else each who reads it would fail over it.</summary>
internal static class ReadableForms
{
    // These read their bodies themselves, piece by piece.
    private static readonly PathString[] _noForms = ["/training", "/_blazor", "/api"];

    public static void UseReadableForms(this IApplicationBuilder app) => app.Use((context, next) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && !_noForms.Any(path => context.Request.Path.StartsWithSegments(path))
            ? ReadAsync(context, next)
            : next(context));

    private static async Task ReadAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            // A BadHttpRequestException is an IOException too, and knows its answer, such as 413.
            context.Response.StatusCode = (unreadable as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        await next(context);
    }
}
