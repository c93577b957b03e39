using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Sharing;

/// <summary>
/// Carries what players chose from their accounts into their sessions: into those that are not over at once, into those that are one after the other. A choice that has not come
/// into all of them when the process ends is carried after the next start.
/// </summary>
public sealed partial class SharingCarrier(
    IDbContextFactory<TrainingHubDb> contexts, ISessions sessions, SharingNews news, TimeProvider time, ILogger<SharingCarrier> log) : BackgroundService
{
    // A minute of tries; then the next start.
    private const int Tries = 12;

    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    // Reading a choice and sending it is one step, or an older one could come last.
    private readonly SemaphoreSlim _gate = new(1);

    private enum Outcome { Carried, Later, Failed }

    /// <summary>Into the player's sessions that are not over, before this returns; into the others afterwards, and into those that could not take it now.</summary>
    /// <returns>Whether all that are not over have it.</returns>
    public async Task<bool> CarryAsync(string userId, CancellationToken cancellationToken)
    {
        try
        {
            var allCarried = true;
            foreach (var sessionId in await SessionsOfAsync(userId, over: false, cancellationToken))
            {
                allCarried &= await CarryAsync(userId, sessionId, cancellationToken) == Outcome.Carried;
            }

            return allCarried;
        }
        finally
        {
            _waiting.Writer.TryWrite(userId);
        }
    }

    /// <summary>For a session that was just made: who chose anew between its planning and its first event.</summary>
    public async Task CarryAsync(NewSession session, CancellationToken cancellationToken)
    {
        var ids = session.Players.Select(player => player.PlayerId).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var chosen = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Sharing, cancellationToken);
        foreach (var player in session.Players.Where(player => chosen.TryGetValue(player.PlayerId, out var sharing) && sharing != player.Sharing))
        {
            await CarryAsync(player.PlayerId, session.SessionId, cancellationToken);
        }
    }

    /// <summary>For a player who just came into a session that was made before.</summary>
    public Task CarryIntoAsync(string userId, string sessionId, CancellationToken cancellationToken) => CarryAsync(userId, sessionId, cancellationToken);

    public override void Dispose()
    {
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(stoppingToken))
        {
            foreach (var userId in await db.SharingChanges.Select(change => change.UserId).Distinct().ToListAsync(stoppingToken))
            {
                _waiting.Writer.TryWrite(userId);
            }
        }

        await foreach (var userId in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await CarryIntoAllAsync(userId, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(error);
            }
        }
    }

    private async Task CarryIntoAllAsync(string userId, CancellationToken stopping)
    {
        await using var db = await contexts.CreateDbContextAsync(stopping);
        var last = await db.SharingChanges.Where(change => change.UserId == userId).MaxAsync(change => (long?)change.Id, stopping);
        if (last is null)
        {
            return;
        }

        var left = await SessionsOfAsync(userId, over: null, stopping);
        var allCarried = true;
        for (var tries = 1; left.Count > 0; tries++)
        {
            var later = new List<string>();
            foreach (var sessionId in left)
            {
                var outcome = await CarryAsync(userId, sessionId, stopping);
                allCarried &= outcome != Outcome.Failed;
                if (outcome == Outcome.Later)
                {
                    later.Add(sessionId);
                }
            }

            if (later.Count > 0 && tries == Tries)
            {
                allCarried = false;
                break;
            }

            if (later.Count > 0)
            {
                await Task.Delay(_retryAfter, time, stopping);
            }

            left = later;
        }

        if (allCarried)
        {
            await db.SharingChanges.Where(change => change.UserId == userId && change.Id <= last).ExecuteDeleteAsync(stopping);
        }
    }

    private async Task<Outcome> CarryAsync(string userId, string sessionId, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == userId, cancellationToken) is not { } user)
            {
                return Outcome.Carried; // gone meanwhile
            }

            var reply = await sessions.SendAsync(Caller.System, sessionId, new SessionCommand.ChooseSharing(userId, user.Sharing), null, cancellationToken);
            if (reply.Refusal is { } refusal)
            {
                // What is refused for another reason has no such player.
                return refusal.Code == RefusalCode.Unavailable ? Outcome.Later : Outcome.Carried;
            }
        }
        catch (JournalDamagedException error)
        {
            // One session that cannot be read must not keep the choice from the others.
            LogNotCarried(error, sessionId);
            return Outcome.Failed;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotCarriedYet(error, sessionId);
            return Outcome.Later;
        }
        finally
        {
            _gate.Release();
        }

        news.Raise(sessionId);
        return Outcome.Carried;
    }

    /// <summary>The sessions with the player on their roster, kicked or not, the newest first.</summary>
    private async Task<List<string>> SessionsOfAsync(string userId, bool? over, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions
            .Where(session => session.People.Any(person => person.UserId == userId && person.Role == RoleNames.Player)
                && (over == null || session.EndTime != null == over))
            .OrderByDescending(session => session.CreatedAt)
            .Select(session => session.Id)
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2320, Level = LogLevel.Error, Message = "What a player chose that others see did not come into session {SessionId}; it is tried again after the next start.")]
    private partial void LogNotCarried(Exception error, string sessionId);

    [LoggerMessage(EventId = 2322, Level = LogLevel.Warning, Message = "What a player chose that others see did not come into session {SessionId} yet; it is tried again.")]
    private partial void LogNotCarriedYet(Exception error, string sessionId);

    [LoggerMessage(EventId = 2321, Level = LogLevel.Error, Message = "What a player chose that others see was not carried into all of their sessions; it is tried again after the next start.")]
    private partial void LogFailed(Exception error);
}
