using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Projection;

/// <summary>News of one session for its row.</summary>
/// <param name="Events">Those that change the row, in order; maybe none.</param>
/// <param name="LastSeq">The row then holds all up to here.</param>
internal sealed record RowNews(string SessionId, IReadOnlyList<JournalledEvent> Events, long LastSeq);

/// <summary>Writes the rows of sessions in <c>traininghub.db</c>, and with them what the audit says of sessions. What a row already holds is passed over, so that news may come twice.</summary>
internal sealed class SessionRows(IDbContextFactory<TrainingHubDb> contexts)
{
    /// <summary>Writes all the news in one transaction.</summary>
    public async Task WriteAsync(IReadOnlyCollection<RowNews> news, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = news.Select(one => one.SessionId).Distinct().ToList();
        var rows = await db.Sessions.Include(row => row.People).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        foreach (var one in news)
        {
            await SessionAudit.AddAsync(db, one, rows.GetValueOrDefault(one.SessionId), cancellationToken);
            await LoggedSets.ApplyAsync(db, one, rows.GetValueOrDefault(one.SessionId), cancellationToken);
            Apply(db, rows, one);
        }

        await db.SaveChangesAsync(cancellationToken);
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
