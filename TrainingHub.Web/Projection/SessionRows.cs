using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Joining;

namespace TrainingHub.Web.Projection;

/// <summary>News of one session for its row.</summary>
/// <param name="Events">Those that change the row, in order; maybe none.</param>
/// <param name="LastSeq">The row then holds all up to here.</param>
internal sealed record RowNews(string SessionId, IReadOnlyList<JournalledEvent> Events, long LastSeq);

/// <summary>Writes the rows of sessions in <c>traininghub.db</c>, and with them what the audit says of sessions. What a row already holds is passed over, so that news may come twice.</summary>
internal sealed class SessionRows(IDbContextFactory<TrainingHubDb> contexts, JoinCodeNews codes)
{
    /// <summary>Writes all the news in one transaction.</summary>
    public async Task WriteAsync(IReadOnlyCollection<RowNews> news, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var sessionId in await WriteAsync(db, news, cancellationToken))
        {
            codes.Raise(sessionId);
        }
    }

    /// <summary>Makes a session's row anew. Nobody who reads meanwhile finds the session gone, and with it its guests and its code.</summary>
    public async Task ReplaceAsync(RowNews anew, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Sessions.Where(row => row.Id == anew.SessionId).ExecuteDeleteAsync(cancellationToken);
        await WriteAsync(db, [anew], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>The sessions whose join code was taken away.</returns>
    private static async Task<List<string>> WriteAsync(TrainingHubDb db, IReadOnlyCollection<RowNews> news, CancellationToken cancellationToken)
    {
        var closed = new List<string>();
        var ids = news.Select(one => one.SessionId).Distinct().ToList();
        var rows = await db.Sessions.Include(row => row.People).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var one in news)
        {
            await SessionAudit.AddAsync(db, one, rows.GetValueOrDefault(one.SessionId), cancellationToken);
            if (rows.TryGetValue(one.SessionId, out var known) && await CloseToGuestsAsync(db, one, known.Seq, cancellationToken))
            {
                closed.Add(one.SessionId);
            }

            await LoggedSets.ApplyAsync(db, one, rows.GetValueOrDefault(one.SessionId), cancellationToken);
            Apply(db, rows, one);
        }

        await db.SaveChangesAsync(cancellationToken);
        return closed;
    }

    // A guest who was removed would come in again by the code that they know. Who looks at the code next makes another one.
    private static async Task<bool> CloseToGuestsAsync(TrainingHubDb db, RowNews news, long knownSeq, CancellationToken cancellationToken)
    {
        var kicked = news.Events.Where(entry => entry.Seq > knownSeq).Select(entry => entry.Event).OfType<SessionEvent.PlayerKicked>().Select(one => one.PlayerId).ToList();
        if (kicked is [] || !await db.Users.AnyAsync(user => kicked.Contains(user.Id) && user.GuestOf == news.SessionId, cancellationToken))
        {
            return false;
        }

        await db.JoinCodes.Where(code => code.SessionId == news.SessionId).ExecuteDeleteAsync(cancellationToken);
        return true;
    }

    /// <summary>The last sequence number that each row holds, by session id.</summary>
    public async Task<Dictionary<string, long>> SeqsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.ToDictionaryAsync(row => row.Id, row => row.Seq, cancellationToken);
    }

    public async Task RemoveAsync(string sessionId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Sessions.Where(row => row.Id == sessionId).ExecuteDeleteAsync(cancellationToken); // what hangs on it goes with it
    }

    /// <summary>The sessions that are active or paused.</summary>
    public async Task<List<string>> LiveAsync(CancellationToken cancellationToken)
    {
        var (active, paused) = (SessionRowEvents.InWords(SessionStatus.Active), SessionRowEvents.InWords(SessionStatus.Paused));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(row => row.Status == active || row.Status == paused).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The sessions that are completed or cancelled.</summary>
    public async Task<HashSet<string>> EndedAsync(CancellationToken cancellationToken)
    {
        var (completed, cancelled) = (SessionRowEvents.InWords(SessionStatus.Completed), SessionRowEvents.InWords(SessionStatus.Cancelled));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(row => row.Status == completed || row.Status == cancelled).Select(row => row.Id).ToHashSetAsync(cancellationToken);
    }

    /// <summary>The sessions that ended before a time, and those that were planned for an earlier one (or without a time, and made earlier) and never began.</summary>
    public async Task<List<string>> OverBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(IsOverBefore(before)).Select(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Whether a session is one of <see cref="OverBeforeAsync"/> still.</summary>
    public async Task<bool> IsOverBeforeAsync(string sessionId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.Where(IsOverBefore(before)).AnyAsync(row => row.Id == sessionId, cancellationToken);
    }

    private static Expression<Func<SessionRow, bool>> IsOverBefore(DateTimeOffset before)
    {
        var scheduled = SessionRowEvents.InWords(SessionStatus.Scheduled);
        return row => row.EndTime < before || (row.Status == scheduled && row.CreatedAt < before && (row.ScheduledAt == null || row.ScheduledAt < before));
    }

    private static void Apply(TrainingHubDb db, Dictionary<string, SessionRow> rows, RowNews news)
    {
        var row = rows.GetValueOrDefault(news.SessionId);
        foreach (var (seq, @event) in news.Events)
        {
            if (row is null && @event is SessionEvent.Created created)
            {
                row = rows[news.SessionId] = SessionRowEvents.Create(created);
                db.Sessions.Add(row);
            }
            else if (row is not null && seq > row.Seq)
            {
                SessionRowEvents.Apply(row, @event);
            }
        }

        if (row is not null)
        {
            row.Seq = Math.Max(row.Seq, news.LastSeq);
        }
    }
}
