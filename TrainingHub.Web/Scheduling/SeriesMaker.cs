using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Server;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Scheduling;

/// <summary>
/// Makes sessions of what a series says is due within <see cref="SchedulingOptions.MakeAheadDays"/>: after each start, each hour, and when a series is made. The occurrence is noted with its session's id
/// before the session is made, so that a server that ends between the two makes that very session the next time, and never a second one.
/// </summary>
public sealed partial class SeriesMaker(
    IDbContextFactory<TrainingHubDb> contexts,
    SessionPlanner planner,
    ISessions sessions,
    IOptions<SchedulingOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<SeriesMaker> logger) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromHours(1);

    // One at a time: the hour and a trainer who just made a series, ends it or skips a day of it must not write the same day.
    private readonly SemaphoreSlim _making = new(1);

    /// <summary>Makes what is due of one series.</summary>
    public Task MakeAsync(string seriesId, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Series.Include(series => series.Occurrences).SingleOrDefaultAsync(series => series.Id == seriesId, cancellationToken) is { } series)
            {
                var trouble = await MakeAsync(db, series, cancellationToken);
                if (trouble != series.Trouble)
                {
                    series.Trouble = trouble;
                    await db.SaveChangesAsync(cancellationToken);
                }
            }

            return seriesId;
        },
        cancellationToken);

    /// <summary>Reads and writes series while nothing is made of them; it must not ask for anything to be made.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>Makes what is due of all series; one that fails keeps nothing from the others.</summary>
    public async Task MakeAllAsync(CancellationToken cancellationToken)
    {
        List<string> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var yesterday = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(-2));
            ids = await db.Series.Where(series => (series.EndsBefore == null || series.EndsBefore > yesterday) && (series.Until == null || series.Until > yesterday))
                .Select(series => series.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in ids)
        {
            try
            {
                await MakeAsync(id, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException) // it is tried again
            {
                LogFailed(error, id);
            }
        }
    }

    /// <summary>The players of a trainer's team as they are now; empty where it is none of theirs.</summary>
    public async Task<IReadOnlyCollection<string>> MembersAsync(string trainerId, string teamId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Teams.Where(team => team.Id == teamId && team.TrainerId == trainerId)
            .SelectMany(team => team.Members.Select(member => member.PlayerId))
            .Where(id => db.UserRoles.Any(held => held.UserId == id && held.RoleId == RoleNames.Player))
            .ToListAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _making.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(_every, time);
            do
            {
                await MakeAllAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the next start goes on.
        }
    }

    /// <returns>Why not all could be made; null where they could.</returns>
    private async Task<string?> MakeAsync(TrainingHubDb db, SessionSeries series, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = series.Rule.Between(now, now.AddDays(options.Value.MakeAheadDays)).ToList();
        if (due is [])
        {
            return series.Trouble;
        }

        var trainer = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == series.TrainerId, cancellationToken);
        var roles = Callers.RolesOf(await db.UserRoles.Where(held => held.UserId == series.TrainerId).Select(held => held.RoleId).ToListAsync(cancellationToken));
        if (trainer is null or { IsLockedByAdmin: true } || !roles.HasFlag(Roles.Trainer))
        {
            return "Its trainer is no trainer any more.";
        }

        var caller = new Caller(trainer.Id, trainer.DisplayName, roles);
        var noted = series.Occurrences.Select(occurrence => occurrence.SessionId).OfType<string>().ToList();
        var made = await db.Sessions.Where(session => noted.Contains(session.Id)).Select(session => session.Id).ToHashSetAsync(cancellationToken);
        foreach (var occasion in due)
        {
            var known = series.Occurrences.SingleOrDefault(occurrence => occurrence.OccursOn == occasion.On);
            if (known is { SessionId: null } || (known is not null && (made.Contains(known.SessionId!) || await IsMadeAsync(caller, known.SessionId!, cancellationToken))))
            {
                continue;
            }

            if (await MakeAsync(db, series, caller, occasion, known, cancellationToken) is { } trouble)
            {
                return trouble;
            }
        }

        return null;
    }

    private async Task<string?> MakeAsync(TrainingHubDb db, SessionSeries series, Caller caller, Occasion occasion, SeriesOccurrence? known, CancellationToken cancellationToken)
    {
        var players = series is { TeamId: { } team, PlayerIds: [] } ? await MembersAsync(series.TrainerId, team, cancellationToken) : await StillPlayersAsync(db, series.PlayerIds, cancellationToken);
        var planned = await planner.PlanAsync(
            caller, new SessionPlan(series.WorkoutId, players, series.ObserverIds, series.TeamId, occasion.At, series.ShareWithTeam, series.Admits), cancellationToken);
        if (planned.Session is not { } session)
        {
            return planned.Refusal!.Message;
        }

        if (known is null)
        {
            known = new SeriesOccurrence { SeriesId = series.Id, OccursOn = occasion.On, SessionId = Ids.New() };
            series.Occurrences.Add(known);
            await db.SaveChangesAsync(cancellationToken);
        }

        var reply = await planner.CreateAsync(caller, session with { SessionId = known.SessionId! }, cancellationToken);
        return reply.Refusal?.Message;
    }

    // What the lists do not know is looked for itself, lest it is made twice.
    private async Task<bool> IsMadeAsync(Caller caller, string sessionId, CancellationToken cancellationToken)
        => (await sessions.FindAsync(caller, sessionId, cancellationToken)).View is not null;

    // Who left, or is a player no more, does not keep the others from training.
    private static async Task<List<string>> StillPlayersAsync(TrainingHubDb db, List<string> ids, CancellationToken cancellationToken)
        => await db.UserRoles.Where(held => ids.Contains(held.UserId) && held.RoleId == RoleNames.Player).Select(held => held.UserId).ToListAsync(cancellationToken);

    [LoggerMessage(EventId = 2432, Level = LogLevel.Error, Message = "The sessions of series {SeriesId} could not be made; it is tried again in an hour.")]
    private partial void LogFailed(Exception error, string seriesId);
}
