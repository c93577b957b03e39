using Microsoft.AspNetCore.Identity;
using TrainingHub.Core.Workouts.Files;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Security;

namespace TrainingHub.Web.Workouts;

/// <summary><c>GET /workouts/{id}/export?format=zwo|fit</c>: a workout that the trainer may read, as a file.</summary>
internal static class WorkoutExport
{
    public const string Zwo = "zwo", Fit = "fit";

    public static void MapWorkoutExport(this IEndpointRouteBuilder routes) => routes
        .MapGet("/workouts/{id}/export", ExportAsync)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(OpensToAttribute.NamesOf(Core.Sessions.Page.Workout)!.Split(',')))
        .ExcludeFromDescription();

    /// <param name="format"><see cref="Zwo"/> or <see cref="Fit"/>.</param>
    public static WrittenWorkoutFile Write(LibraryWorkout workout, string format, DateTimeOffset now)
        => format == Zwo ? WorkoutFile.WriteZwo(workout.Name, workout.Plan, workout.Tags) : WorkoutFile.WriteFit(workout.Name, workout.Plan, now);

    private static async Task<IResult> ExportAsync(HttpContext context, WorkoutLibrary library, TimeProvider time, string id, string? format)
    {
        if (format is not (Zwo or Fit))
        {
            return Results.Text($"There is no format '{format}'; the formats are {Zwo} and {Fit}.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await library.FindAsync(context.User.ToCaller(), id, context.RequestAborted) is not { } workout)
        {
            return Results.NotFound();
        }

        var file = Write(workout, format, time.GetUtcNow());
        return file.Content is { } content
            ? Results.File(content, "application/octet-stream", $"{FileName(workout.Name)}.{format}")
            : Results.Text(file.Fault, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    // As every system takes it: no separators, no reserved signs, not too long.
    private static string FileName(string name)
    {
        var safe = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' ? letter : '-')).Trim(' ', '-');
        return safe.Length == 0 ? "workout" : safe[..Math.Min(safe.Length, 80)];
    }
}
