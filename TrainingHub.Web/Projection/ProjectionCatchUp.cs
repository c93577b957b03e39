using TrainingHub.Core.Journal;
using TrainingHub.Web.Journal;

namespace TrainingHub.Web.Projection;

/// <summary>Brings the rows up to the journal at start, reading only what they do not hold yet.</summary>
internal sealed partial class ProjectionCatchUp(ISessionJournal journal, SessionRows rows, ILogger<ProjectionCatchUp> log)
{
    private const int SessionsAtOnce = 200;

    /// <exception cref="JournalDamagedException">What is to be read is not what was written.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var held = await rows.SeqsAsync(cancellationToken);
        var news = new List<RowNews>();
        await foreach (var (sessionId, lastSeq) in journal.LastSeqsAsync(cancellationToken))
        {
            held.Remove(sessionId, out var seq);
            if (seq > lastSeq)
            {
                await ForgetAsync(sessionId, cancellationToken);
                seq = 0;
            }

            if (seq < lastSeq)
            {
                news.Add(await ReadAsync(sessionId, seq, lastSeq, cancellationToken));
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

    private async Task<RowNews> ReadAsync(string sessionId, long afterSeq, long lastSeq, CancellationToken cancellationToken)
    {
        var events = new List<JournalledEvent>();
        await foreach (var entry in journal.ReadAsync(sessionId, afterSeq, cancellationToken))
        {
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal ends before what the list knew of session {SessionId}; the list follows the journal")]
    private partial void LogAhead(string sessionId);
}
