using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Core.Workouts.Files;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Wire;
using TrainingHub.Web.Workouts;

namespace TrainingHub.Web.Api;

/// <summary>`/api/v1/workouts`: a trainer's library. It translates and decides nothing.</summary>
internal static class WorkoutEndpoints
{
    private const int PageLength = 50, MarginBytes = 64 * 1024;
    private const string Octets = "application/octet-stream", Fit = "application/vnd.ant.fit", Zwo = "application/xml";

    public static void MapWorkouts(this RouteGroupBuilder api)
    {
        var workouts = api.MapGroup("/workouts").WithTags("Workouts").AddEndpointFilter<RouteGroupBuilder, TrainersOnly>();
        workouts.MapGet("/", ListAsync).WithName("listWorkouts").WithSummary("The caller's workouts, those that other trainers share, and the examples")
            .Produces<WorkoutPage>().WithExample(WorkoutExamples.Page);
        workouts.MapPost("/", (HttpContext http, WorkoutLibrary library) => SaveAsync(null, http, library)).WithName("createWorkout").WithSummary("Make a workout of the caller's own")
            .Accepts<WorkoutToSave>("application/json").WithRequestExample(WorkoutExamples.ToSave)
            .Produces<WorkoutBody>(StatusCodes.Status201Created).WithExample(WorkoutExamples.Workout, StatusCodes.Status201Created);
        workouts.MapGet("/{id}", GetAsync).WithName("getWorkout").WithSummary("A workout with its steps")
            .Produces<WorkoutBody>().WithExample(WorkoutExamples.Workout);
        workouts.MapPut("/{id}", (string id, HttpContext http, WorkoutLibrary library) => SaveAsync(id, http, library)).WithName("replaceWorkout")
            .WithSummary("Replace a workout of the caller's own; what is left out is gone")
            .Accepts<WorkoutToSave>("application/json").WithRequestExample(WorkoutExamples.ToReplace)
            .Produces<WorkoutBody>().WithExample(WorkoutExamples.Workout);
        workouts.MapDelete("/{id}", DeleteAsync).WithName("deleteWorkout").WithSummary("Delete a workout of the caller's own; sessions keep their copies")
            .Produces(StatusCodes.Status204NoContent);
        workouts.MapPost("/import", ImportAsync).WithName("importWorkout").WithSummary("Make a workout of a .zwo, .erg, .mrc or FIT file, which is the body")
            .WithMetadata(new Longest(WorkoutFile.LargestBytes + MarginBytes))
            .Accepts<IFormFile>(isOptional: true, Octets, "*/*").WithRequestExample(WorkoutExamples.ZwoFile)
            .Produces<ImportedWorkout>(StatusCodes.Status201Created).WithExample(WorkoutExamples.Imported, StatusCodes.Status201Created);
        workouts.MapGet("/{id}/export", ExportAsync).WithName("exportWorkout").WithSummary("A workout as a .zwo or FIT file; X-Export-Notes tells what the format cannot say, as a JSON list")
            .Produces<string>(StatusCodes.Status200OK, Zwo, Fit).WithExample(WorkoutExamples.ZwoFile);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, WorkoutLibrary library,
        [Description("Words that are all found in name, description, tags, owner or steps.")] string? text = null,
        [Description("A tag that they have.")] string? tag = null,
        [Description("strength, conditioning, hybrid or agility.")] string? type = null,
        [Description("The next of the answer before; left out for the first page.")] string? after = null)
    {
        WorkoutType? only = null;
        if (type is not null)
        {
            var fields = new Fields(new WireObject(1) { { "type", type } });
            only = fields.Word("type", Enum.GetValues<WorkoutType>());
            if (fields.Fault is { } fault)
            {
                return ApiAnswer.Invalid(fault);
            }
        }

        var all = await library.ListAsync(http.User.ToCaller(), new LibraryFilter(text, tag, only), http.RequestAborted);
        var start = 0;
        if (after is not null && (start = all.ToList().FindIndex(workout => workout.Id == after) + 1) == 0)
        {
            return ApiAnswer.Invalid("after was not the next of an earlier answer, or that workout is gone; it must be one, or left out.");
        }

        var page = all.Skip(start).Take(PageLength).ToList();
        return new ApiAnswer(new WireObject(2) { { "items", PlanShape.List(page.Select(workout => PlanShape.Item(workout).Build())) } }
            .Known("next", start + page.Count < all.Length ? page[^1].Id : null));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext http, WorkoutLibrary library)
        => await library.FindAsync(http.User.ToCaller(), id, http.RequestAborted) is { } workout ? new ApiAnswer(PlanShape.Workout(workout)) : ApiAnswer.Of(WorkoutLibrary.NotFound);

    private static async Task<IResult> SaveAsync(string? id, HttpContext http, WorkoutLibrary library)
    {
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var (draft, readAt) = (PlanFields.Draft(fields), fields.OptionalInstant("changedAt"));
        if ((body.Fault ?? fields.Fault) is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        return Saved(await library.SaveAsync(http.User.ToCaller(), id, draft, http.RequestAborted, readAt), isNew: id is null, notes: null);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, WorkoutLibrary library)
        => await library.DeleteAsync(http.User.ToCaller(), id, http.RequestAborted) is { } refusal ? ApiAnswer.Of(refusal) : TypedResults.NoContent();

    private static async Task<IResult> ImportAsync(
        HttpContext http, WorkoutLibrary library,
        [Description("Its ending tells the format, else the content does; names the workout where the file does not.")] string? fileName = null)
    {
        if (await FileBody.ReadAsync(http, WorkoutFile.LargestBytes) is not { } content)
        {
            return ApiAnswer.Invalid($"The file was longer than {WorkoutFile.LargestBytes} bytes.");
        }

        var file = WorkoutFile.Read(fileName ?? "", content);
        if (file.Plan is not { } plan)
        {
            return ApiAnswer.Invalid(file.Fault!);
        }

        var name = file.Name ?? (Path.GetFileNameWithoutExtension(fileName) is { Length: > 0 } stem ? stem[..Math.Min(stem.Length, 200)] : "Imported workout");
        return Saved(await library.SaveAsync(http.User.ToCaller(), null, new WorkoutDraft(name, plan, file.Tags), http.RequestAborted), isNew: true, file.Notes);
    }

    private static async Task<IResult> ExportAsync(
        string id, HttpContext http, WorkoutLibrary library, TimeProvider time, [Description("zwo or fit; needed.")] string? format = null)
    {
        if (format is not (WorkoutExport.Zwo or WorkoutExport.Fit))
        {
            return ApiAnswer.Invalid($"format was {WireValue.Of(format)}; it must be zwo or fit.");
        }

        if (await library.FindAsync(http.User.ToCaller(), id, http.RequestAborted) is not { } workout)
        {
            return ApiAnswer.Of(WorkoutLibrary.NotFound);
        }

        var written = WorkoutExport.Write(workout, format, time.GetUtcNow());
        if (written.Content is not { } content)
        {
            return ApiAnswer.Of(Refusal.Conflict(written.Fault!));
        }

        // As many as a header may hold; escaped, so that it is ASCII.
        http.Response.Headers["X-Export-Notes"] = JsonSerializer.Serialize(written.Notes.Take(20));
        return TypedResults.Bytes(content, format == WorkoutExport.Zwo ? Zwo : Fit, $"{workout.Id}.{format}");
    }

    private static ApiAnswer Saved(LibraryAnswer answer, bool isNew, ImmutableArray<string>? notes)
    {
        if (answer.Workout is not { } workout)
        {
            return ApiAnswer.Of(answer.Refusal!);
        }

        var body = PlanShape.Workout(workout);
        if (notes is { } said)
        {
            body.Add("notes", PlanShape.List(said.Select(WireValue.Of)));
        }

        return new ApiAnswer(body, isNew ? $"/api/v1/workouts/{workout.Id}" : null);
    }

    // Above what a file may have, so that it is we who refuse a longer one, in words.
    private sealed record Longest(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    private sealed class TrainersOnly : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
            => Permissions.May(context.HttpContext.User.ToCaller(), ServerAction.PlanSessions) ? await next(context) : ApiAnswer.Of(WorkoutLibrary.Forbidden);
    }
}
