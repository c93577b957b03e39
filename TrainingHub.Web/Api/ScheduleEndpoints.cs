using System.ComponentModel;
using System.Globalization;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

/// <summary>`/api/v1/schedule` and `/api/v1/series` (`docs/protocol.md`). It translates and decides nothing.</summary>
internal static class ScheduleEndpoints
{
    private const string FromWords = "The day from which on it holds, `yyyy-MM-dd` in the series' zone; left out: today.";

    private static readonly TimeSpan _ahead = TimeSpan.FromDays(28), _most = TimeSpan.FromDays(366);

    public static void MapSchedule(this RouteGroupBuilder api)
    {
        api.MapGet("/schedule", ReadAsync).WithName("readSchedule").WithTags("Schedule").WithSummary("What is planned for the caller: sessions with a time, and the days of series that are none yet")
            .Produces<ScheduleBody>().WithExample(ScheduleExamples.Schedule);
        var series = api.MapGroup("/series").WithTags("Schedule");
        series.MapGet("/", ListAsync).WithName("listSeries").WithSummary("The caller's sessions that repeat, the newest first")
            .Produces<SeriesPage>().WithExample(ScheduleExamples.Page);
        series.MapPost("/", CreateAsync).WithName("createSeries").WithSummary("Plan sessions that repeat, with the caller as their trainer")
            .Accepts<SeriesToCreate>("application/json").WithRequestExample(ScheduleExamples.ToCreate)
            .Produces<SeriesMade>(StatusCodes.Status201Created).WithExample(ScheduleExamples.Made, StatusCodes.Status201Created);
        series.MapGet("/{seriesId}", GetAsync).WithName("getSeries").WithSummary("One of the caller's series").Produces<SeriesBody>().WithExample(ScheduleExamples.Series);
        series.MapPut("/{seriesId}", ReplaceAsync).WithName("replaceSeries").WithSummary("Plan all from a day on anew: they become a series of their own")
            .Accepts<SeriesToCreate>("application/json").WithRequestExample(ScheduleExamples.ToCreate)
            .Produces<SeriesMade>().WithExample(ScheduleExamples.Replaced);
        series.MapDelete("/{seriesId}", EndAsync).WithName("endSeries").WithSummary("Call off all from a day on; sessions of it that have not begun are cancelled")
            .Produces<SeriesMade>().WithExample(ScheduleExamples.Made);
        series.MapPost("/{seriesId}/skip", SkipAsync).WithName("skipOccurrence").WithSummary("Call off one day of a series")
            .Accepts<DayToSkip>("application/json").WithRequestExample(ScheduleExamples.DayToSkip).Produces<SeriesMade>().WithExample(ScheduleExamples.Made);
    }

    private static async Task<IResult> ReadAsync(
        HttpContext http, Schedule schedule, TimeProvider time,
        [Description("An instant, the first that counts; left out: now.")] string? from = null,
        [Description("An instant, the first that no longer counts, at most 366 days after from; left out: 28 days after it.")] string? to = null)
    {
        var fields = new Fields(new WireObject().Known("from", from).Known("to", to));
        var start = fields.OptionalInstant("from") ?? time.GetUtcNow();
        var end = fields.OptionalInstant("to") ?? start + _ahead;
        if (fields.Fault is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        if (end < start || end - start > _most)
        {
            return ApiAnswer.Invalid(string.Create(CultureInfo.InvariantCulture, $"to was {(end - start).TotalDays:0.#} days after from; it must be 0 to {_most.TotalDays} days after it."));
        }

        var items = await schedule.OfAsync(http.User.ToCaller(), start, end, http.RequestAborted);
        return new ApiAnswer(new WireObject(1) { { "items", WireValue.Of(items.Select(Of).ToArray()) } });
    }

    private static async Task<IResult> ListAsync(HttpContext http, SeriesBook book)
    {
        var caller = http.User.ToCaller();
        return Permissions.May(caller, ServerAction.PlanSessions)
            ? new ApiAnswer(new WireObject(1) { { "items", WireValue.Of((await book.OfAsync(caller, http.RequestAborted)).Select(SeriesFields.Of).ToArray()) } })
            : ApiAnswer.Of(Refusal.Forbidden("Only trainers have series."));
    }

    private static async Task<IResult> GetAsync(string seriesId, HttpContext http, SeriesBook book)
        => await book.FindAsync(http.User.ToCaller(), seriesId, http.RequestAborted) is { } series ? new ApiAnswer(SeriesFields.Of(series)) : ApiAnswer.Of(new Refusal(RefusalCode.NotFound, "You have no such series."));

    private static async Task<IResult> CreateAsync(HttpContext http, SeriesBook book)
    {
        var caller = http.User.ToCaller();
        if (!Permissions.May(caller, ServerAction.PlanSessions))
        {
            return ApiAnswer.Of(Refusal.Forbidden("Only trainers make sessions."));
        }

        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var plan = SeriesFields.Read(fields);
        if ((body.Fault ?? fields.Fault) is { } fault)
        {
            return ApiAnswer.Invalid(fault);
        }

        var reply = await book.CreateAsync(caller, plan, http.RequestAborted);
        return Answer(reply, made: true);
    }

    private static async Task<IResult> ReplaceAsync(
        string seriesId, HttpContext http, SeriesBook book, [Description(FromWords)] string? from = null)
    {
        var day = FromDay(from, out var fault);
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var plan = SeriesFields.Read(fields);
        return (fault ?? body.Fault ?? fields.Fault) is { } wrong ? ApiAnswer.Invalid(wrong) : Answer(await book.ReplaceAsync(http.User.ToCaller(), seriesId, day, plan, http.RequestAborted));
    }

    private static async Task<IResult> EndAsync(
        string seriesId, HttpContext http, SeriesBook book, [Description(FromWords)] string? from = null)
    {
        var day = FromDay(from, out var fault);
        return fault is not null ? ApiAnswer.Invalid(fault) : Answer(await book.EndAsync(http.User.ToCaller(), seriesId, day, null, http.RequestAborted));
    }

    private static async Task<IResult> SkipAsync(string seriesId, HttpContext http, SeriesBook book)
    {
        var body = await ApiBody.ReadAsync(http);
        var fields = new Fields(body.Value);
        var day = fields.Day("occursOn");
        return (body.Fault ?? fields.Fault) is { } fault ? ApiAnswer.Invalid(fault) : Answer(await book.SkipAsync(http.User.ToCaller(), seriesId, day!.Value, http.RequestAborted));
    }

    private static DateOnly? FromDay(string? from, out string? fault)
    {
        var fields = new Fields(new WireObject().Known("from", from));
        var day = fields.OptionalDay("from");
        fault = fields.Fault;
        return day;
    }

    private static ApiAnswer Answer(SeriesReply reply, bool made = false) => reply.SeriesId is { } id
        ? new ApiAnswer(new WireObject(2) { { "ok", true }, { "seriesId", id } }, made ? $"/api/v1/series/{id}" : null)
        : ApiAnswer.Of(reply.Refusal!);

    private static WireValue Of(ScheduledItem item) => new WireObject(16)
        .Known("sessionId", item.SessionId)
        .Known("seriesId", item.SeriesId)
        .Known("occursOn", item.OccursOn is { } day ? SeriesFields.DayOf(day) : null)
        .With("status", WireWords.Of(item.Status))
        .With("scheduledAt", item.At)
        .With("plannedDuration", item.Planned.TotalSeconds)
        .With("workoutName", item.WorkoutName)
        .With("trainerName", item.TrainerName)
        .Known("teamName", item.TeamName)
        .With("totalPlayers", item.Players)
        .With("coming", item.Coming)
        .With("declined", item.Declined)
        .Known("answer", item.OwnAnswer is { } answer ? WireWords.Of(answer) : null);
}
