using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Scheduling;

/// <summary>The series of trainers: made, called off from a day on, planned anew from a day on, and one day skipped. A trainer's own, and nobody else's.</summary>
public sealed class SeriesBook(
    IDbContextFactory<TrainingHubDb> contexts,
    SessionPlanner planner,
    ISessions sessions,
    ISessionProjection lists,
    SeriesMaker maker,
    IOptions<SchedulingOptions> options,
    TimeProvider time)
{
    private static readonly Refusal _notTheirs = new(RefusalCode.NotFound, "You have no such series.");

    /// <summary>Takes the plan down, and makes the sessions that are due by now.</summary>
    public async Task<SeriesReply> CreateAsync(Caller caller, SeriesPlan plan, CancellationToken cancellationToken)
    {
        if (await RefuseAsync(caller, plan, cancellationToken) is { } refusal)
        {
            return new SeriesReply(null, refusal);
        }

        var series = Of(caller, plan);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Series.Add(series);
        await db.SaveChangesAsync(cancellationToken);
        await maker.MakeAsync(series.Id, CancellationToken.None); // whoever leaves the page meanwhile has made it
        return new SeriesReply(series.Id);
    }

    /// <summary>The caller's series that go on, the newest first.</summary>
    public async Task<List<SessionSeries>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Permissions.May(caller, ServerAction.PlanSessions))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsNoTracking().Include(series => series.Occurrences).Where(series => series.TrainerId == caller.UserId && (series.EndsBefore == null || series.EndsBefore > series.StartsOn))
            .OrderByDescending(series => series.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>One of the caller's series; null where they have none with this id.</summary>
    public async Task<SessionSeries?> FindAsync(Caller caller, string seriesId, CancellationToken cancellationToken)
    {
        if (!Permissions.May(caller, ServerAction.PlanSessions))
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsNoTracking().Include(series => series.Occurrences)
            .SingleOrDefaultAsync(series => series.Id == seriesId && series.TrainerId == caller.UserId, cancellationToken);
    }

    /// <summary>Calls off all from a day on: there will be no more of them, and those that are sessions and have not begun are cancelled. May be repeated.</summary>
    /// <param name="from">In the series' zone; null: from now on.</param>
    public async Task<SeriesReply> EndAsync(Caller caller, string seriesId, DateOnly? from, string? reason, CancellationToken cancellationToken)
    {
        var ended = await maker.AloneAsync(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                if (await OwnAsync(db, caller, seriesId, cancellationToken) is not { } series)
                {
                    return null;
                }

                var end = from ?? Today(series);
                series.EndOn(end);
                await db.SaveChangesAsync(cancellationToken);
                return SessionsFrom(series, end);
            },
            cancellationToken);
        return ended is null ? new SeriesReply(null, _notTheirs)
            // Those before it are called off; asked again it goes on.
            : await CallOffAsync(caller, ended, reason) is { } unavailable ? new SeriesReply(null, unavailable)
            : new SeriesReply(seriesId);
    }

    /// <summary>Plans all from a day on anew: they become a series of their own, and the old one ends before that day. Both at once, or neither.</summary>
    /// <param name="cancellationToken">Only before it is done: who leaves the page meanwhile finds the new series.</param>
    public async Task<SeriesReply> ReplaceAsync(Caller caller, string seriesId, DateOnly? from, SeriesPlan plan, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, seriesId, cancellationToken) is not { } series)
        {
            return new SeriesReply(null, _notTheirs);
        }

        var start = from ?? Today(series);
        var anew = plan with { Rule = plan.Rule with { StartsOn = plan.Rule.StartsOn > start ? plan.Rule.StartsOn : start } };
        if (await RefuseAsync(caller, anew, cancellationToken, seriesId) is { } refusal)
        {
            return new SeriesReply(null, refusal);
        }

        var made = Of(caller, anew);
        var (off, refused) = await maker.AloneAsync(() => PutInPlaceAsync(caller, seriesId, start, made), cancellationToken);
        if (refused is not null)
        {
            return new SeriesReply(null, refused);
        }

        var unavailable = await CallOffAsync(caller, off, "planned anew");
        await maker.MakeAsync(made.Id, CancellationToken.None);
        return unavailable is null
            ? new SeriesReply(made.Id)
            : new SeriesReply(null, unavailable with { Message = $"The series is planned anew, but not all sessions of the one before are called off; call them off one by one. {unavailable.Message}" });
    }

    /// <summary>Calls off one day: its session is cancelled where there is one, and else none is made. May be repeated.</summary>
    public async Task<SeriesReply> SkipAsync(Caller caller, string seriesId, DateOnly day, CancellationToken cancellationToken)
    {
        var (sessionId, refused) = await maker.AloneAsync(() => NoteSkippedAsync(caller, seriesId, day, cancellationToken), cancellationToken);
        refused ??= sessionId is null ? null : await CallOffAsync(caller, sessionId, null, cancellationToken);
        return new SeriesReply(refused is null ? seriesId : null, refused);
    }

    /// <returns>The session of the day, which is to be called off, where there is one.</returns>
    private async Task<(string? SessionId, Refusal? Refusal)> NoteSkippedAsync(Caller caller, string seriesId, DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OwnAsync(db, caller, seriesId, cancellationToken) is not { } series)
        {
            return (null, _notTheirs);
        }

        if (series.Occurrences.SingleOrDefault(occurrence => occurrence.OccursOn == day) is { } known)
        {
            return (known.SessionId, null);
        }

        if (series.Rule.On(day) is null)
        {
            return (null, Refusal.Invalid($"occursOn was {day:yyyy-MM-dd}; the series has no session on that day."));
        }

        db.SeriesOccurrences.Add(new SeriesOccurrence { SeriesId = series.Id, OccursOn = day });
        await db.SaveChangesAsync(cancellationToken);
        return (null, null);
    }

    // One transaction: there is always one of the two, and never both.
    private async Task<(IReadOnlyList<string> Off, Refusal? Refusal)> PutInPlaceAsync(Caller caller, string seriesId, DateOnly start, SessionSeries made)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        if (await OwnAsync(db, caller, seriesId, CancellationToken.None) is not { } series)
        {
            return ([], _notTheirs);
        }

        if (series.EndsBefore <= start)
        {
            return ([], Refusal.Conflict($"The series ends before {start:yyyy-MM-dd} already: it was called off, or planned anew, from {series.EndsBefore:yyyy-MM-dd} on."));
        }

        series.EndOn(start);
        db.Series.Add(made);
        await db.SaveChangesAsync(CancellationToken.None);
        return (SessionsFrom(series, start), null);
    }

    private static List<string> SessionsFrom(SessionSeries series, DateOnly day)
        => [.. series.Occurrences.Where(occurrence => occurrence.OccursOn >= day).Select(occurrence => occurrence.SessionId).OfType<string>()];

    /// <returns>Why not all could be called off; those that began or are over are left as they are.</returns>
    private async Task<Refusal?> CallOffAsync(Caller caller, IEnumerable<string> sessionIds, string? reason)
    {
        foreach (var sessionId in sessionIds)
        {
            if (await CallOffAsync(caller, sessionId, reason, CancellationToken.None) is { Code: RefusalCode.Unavailable } unavailable)
            {
                return unavailable;
            }
        }

        return null;
    }

    // Who looks at the schedule next sees it.
    private async Task<Refusal?> CallOffAsync(Caller caller, string sessionId, string? reason, CancellationToken cancellationToken)
    {
        var reply = await sessions.SendAsync(caller, sessionId, new SessionCommand.Cancel(reason), null, cancellationToken);
        if (reply.Ok)
        {
            await lists.CaughtUpAsync(sessionId, reply.Seq, cancellationToken);
        }

        return reply.Refusal;
    }

    /// <param name="replacedId">The series whose place it takes, which then counts no more.</param>
    private async Task<Refusal?> RefuseAsync(Caller caller, SeriesPlan plan, CancellationToken cancellationToken, string? replacedId = null)
    {
        if (!Permissions.May(caller, ServerAction.PlanSessions))
        {
            return Refusal.Forbidden("Only trainers make sessions.");
        }

        if (plan.Rule.Fault() is { } fault)
        {
            return Refusal.Invalid(fault);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(-1));
        if (await db.Series.CountAsync(series => series.TrainerId == caller.UserId && series.Id != replacedId && (series.EndsBefore == null || series.EndsBefore > today) && (series.Until == null || series.Until > today), cancellationToken)
            >= options.Value.SeriesPerTrainer)
        {
            return Refusal.Conflict($"You have {options.Value.SeriesPerTrainer} series that go on, and may have no more; end some first.");
        }

        var players = plan is { TeamId: not null, PlayerIds.Count: 0 } ? await maker.MembersAsync(caller.UserId, plan.TeamId, cancellationToken) : plan.PlayerIds;
        if (players.Count == 0)
        {
            return Refusal.Invalid(plan.TeamId is null ? "playerIds was empty; at least one player is needed." : "teamId is not a team of yours with players in it.");
        }

        return (await planner.PlanAsync(caller, new SessionPlan(plan.WorkoutId, players, plan.ObserverIds, plan.TeamId, null, plan.ShareWithTeam, plan.Admits), cancellationToken)).Refusal;
    }

    private SessionSeries Of(Caller caller, SeriesPlan plan) => new()
    {
        TrainerId = caller.UserId,
        WorkoutId = plan.WorkoutId,
        TeamId = plan.TeamId,
        PlayerIds = [.. plan.PlayerIds],
        ObserverIds = [.. plan.ObserverIds],
        ShareWithTeam = plan.ShareWithTeam,
        Admits = plan.Admits,
        ZoneId = plan.Rule.ZoneId,
        StartsOn = plan.Rule.StartsOn,
        At = plan.Rule.At,
        Days = plan.Rule.Days,
        Until = plan.Rule.Until,
        Count = plan.Rule.Count,
        CreatedAt = time.GetUtcNow(),
    };

    private DateOnly Today(SessionSeries series) => series.Rule.DayOf(time.GetUtcNow());

    private static async Task<SessionSeries?> OwnAsync(TrainingHubDb db, Caller caller, string seriesId, CancellationToken cancellationToken)
        => Permissions.May(caller, ServerAction.PlanSessions)
            ? await db.Series.Include(series => series.Occurrences).SingleOrDefaultAsync(series => series.Id == seriesId && series.TrainerId == caller.UserId, cancellationToken)
            : null;
}
