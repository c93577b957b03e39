using TrainingHub.Core.Journal;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Projection;

/// <summary>Brings the rows up to the journal at start, reading only what they do not hold yet.</summary>
internal sealed partial class ProjectionCatchUp(ISessionJournal journal, SessionRows rows, ILogger<ProjectionCatchUp> log)
{
    private const int SessionsAtOnce = 200;

    /// <exception cref="JournalDamagedException">What is to be read is not what was written, of a session that is not known to have ended.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var held = await rows.SeqsAsync(cancellationToken);
        var ended = await rows.EndedAsync(cancellationToken);
        var news = new List<RowNews>();
        await foreach (var (sessionId, lastSeq) in journal.LastSeqsAsync(cancellationToken))
        {
            held.Remove(sessionId, out var seq);
            try
            {
                if (await NewsAsync(sessionId, seq, lastSeq, cancellationToken) is { } found)
                {
                    news.Add(found);
                }
            }
            catch (JournalDamagedException error) when (ended.Contains(sessionId))
            {
                LogDamaged(error, sessionId); // nothing of it goes on: its row stays as it is
            }

            if (news.Count == SessionsAtOnce)
            {
                await rows.WriteAsync(news, cancellationToken);
                news.Clear();
            }
        }

        await rows.WriteAsync(news, cancellationToken);
        foreach (var sessionId in held.Keys)
        {
            await ForgetAsync(sessionId, cancellationToken);
        }
    }

    /// <summary>Makes a session's row anew from what the journal holds of it now.</summary>
    /// <exception cref="JournalDamagedException">What is to be read is not what was written; the row stays as it is.</exception>
    public async Task RenewAsync(string sessionId, CancellationToken cancellationToken)
    {
        var anew = await ReadAsync(sessionId, 0, 0, cancellationToken);
        await rows.ReplaceAsync(anew, cancellationToken);
    }

    private async Task<RowNews?> NewsAsync(string sessionId, long seq, long lastSeq, CancellationToken cancellationToken)
    {
        if (seq == lastSeq)
        {
            return null;
        }

        var found = await ReadAsync(sessionId, seq > lastSeq ? 0 : seq, lastSeq, cancellationToken);
        if (seq > lastSeq)
        {
            await ForgetAsync(sessionId, cancellationToken);
        }

        return found;
    }

    private async Task<RowNews> ReadAsync(string sessionId, long afterSeq, long lastSeq, CancellationToken cancellationToken)
    {
        var events = new List<JournalledEvent>();
        await foreach (var entry in journal.ReadAsync(sessionId, afterSeq, cancellationToken))
        {
            lastSeq = Math.Max(lastSeq, entry.Seq);
            if (SessionRowEvents.ChangesRow(entry.Event))
            {
                events.Add(entry);
            }
        }

        return new RowNews(sessionId, events, lastSeq);
    }

    // A row that is ahead of the journal tells of what did not happen: one of the two files came from a backup.
    private async Task ForgetAsync(string sessionId, CancellationToken cancellationToken)
    {
        LogAhead(sessionId);
        await rows.RemoveAsync(sessionId, cancellationToken);
    }

    [LoggerMessage(EventId = 2130, Level = LogLevel.Error, Message = "The journal is damaged in session {SessionId}, which has ended; its row in the list stays as it is")]
    private partial void LogDamaged(Exception error, string sessionId);

    [LoggerMessage(EventId = 2131, Level = LogLevel.Warning, Message = "The journal ends before what the list knew of session {SessionId}; the list follows the journal")]
    private partial void LogAhead(string sessionId);
}
