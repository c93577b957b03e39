using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TrainingHub.Core.Journal;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>
/// The one writer of one session. It drains its mailbox, decides, evolves a candidate, journals the batch, and only then adopts the candidate, publishes it and answers.
/// </summary>
internal sealed partial class LiveSession : IAsyncDisposable
{
    private const int BatchLength = 1024;

    // So few events are folded anew after a crash. A large state waits for more of them, or more would be written of snapshots than of events.
    private const int SnapshotEvery = 2000;
    private const int SnapshotBytesPerEvent = 256;
    private const int SnapshotWhenLeaving = 100;

    private const string Reloading = "The session is being read back from the journal; nothing was changed. Try again.";

    private const string WrittenButFailed = "The server failed on this call after it was written; the session is being read back from the journal. Try again: what is so already stays so.";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Whoever posts into an idle session's box does the work up to the append themselves: a thread that is woken for it costs more than the work.
    private readonly Channel<Mail> _mailbox = Channel.CreateBounded<Mail>(
        new BoundedChannelOptions(SessionsSettings.MailboxCapacity) { SingleReader = true, AllowSynchronousContinuations = true });
    private readonly LiveSessionPorts _ports;
    private readonly ILogger _logger;
    private readonly SessionAlarm _alarm;
    private readonly DateTimeOffset _openedAt;
    private SessionState _state;
    private long _snapshotAt;
    private int _snapshotEvery = SnapshotEvery;
    private Connections _connections = Connections.None;
    private DateTimeOffset _lastAcceptedAt;
    private volatile bool _leaves;
    private bool? _carriesAlone; // nothing but players' choices was ever brought to it; null: nothing at all yet

    /// <param name="history">Its fold so far; of <see cref="Session.Empty"/> for one to be created.</param>
    /// <param name="snapshotAt">The sequence number of the snapshot from which it was read back; 0 without one.</param>
    /// <param name="epoch">What its sequence numbers count in; watchers that know another are given the session whole.</param>
    public LiveSession(string sessionId, SessionHistory history, long snapshotAt, string epoch, LiveSessionPorts ports)
    {
        (SessionId, _state, _snapshotAt, _ports, _logger) = (sessionId, history.State, snapshotAt, ports, ports.Logger);
        _openedAt = _lastAcceptedAt = ports.Time.GetUtcNow();
        Feed = new SessionFeed(history, epoch, ports.Clock, ports.Logger);
        _alarm = new SessionAlarm(ports.Time, () => _mailbox.Writer.TryWrite(new Mail.Tick()), RetryAfter);
    }

    public string SessionId { get; }

    public SessionFeed Feed { get; }

    /// <summary>Completes when the session has left memory; never faults.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <returns>False when the session has left memory: open it again.</returns>
    public async ValueTask<bool> PostAsync(Mail mail, CancellationToken cancellationToken)
    {
        try
        {
            await _mailbox.Writer.WriteAsync(mail, cancellationToken);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Begins to work; once.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Takes no more mail; what waits is still answered.</summary>
    public void Close() => _mailbox.Writer.TryComplete();

    /// <summary>Takes no more mail and leaves memory, to be read back: who watches is told to come again.</summary>
    public async Task LetGoAsync()
    {
        _leaves = true;
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await Completion;
    }

    private async Task RunAsync()
    {
        var faulted = false;
        try
        {
            await WriteBatchAsync([new Mail.Tick()]);
            var batch = new List<Mail>();
            while (await _mailbox.Reader.WaitToReadAsync())
            {
                batch.Clear();
                while (batch.Count < BatchLength && _mailbox.Reader.TryRead(out var mail))
                {
                    batch.Add(mail);
                }

                _carriesAlone = _carriesAlone != false && batch.TrueForAll(static mail => mail is Mail.Call { Command: SessionCommand.ChooseSharing } or Mail.Tick);
                await WriteBatchAsync(batch);
            }
        }
        catch (Exception exception)
        {
            faulted = true;
            LogStopped(exception, SessionId);
        }
        finally
        {
            _alarm.Dispose();
            Close();
            while (_mailbox.Reader.TryRead(out var mail))
            {
                SessionBatch.RefuseUnwritten(mail, Reloading);
            }

            // Beside an ended session, which is compacted, a snapshot would be the larger part.
            if (!faulted && !_state.HasEnded)
            {
                KeepLastSnapshot();
            }

            // Who joined at the very moment in which it left watches nothing, and must hear of it.
            Feed.End(_ => true, faulted || _leaves);
            _ports.Left(this);
        }
    }

    private async Task WriteBatchAsync(List<Mail> mails)
    {
        var now = Now();
        var batch = new SessionBatch(_state, _connections, now);
        try
        {
            foreach (var mail in mails)
            {
                batch.Take(mail);
            }

            if (now >= _lastAcceptedAt + _ports.Settings.StaleAfter)
            {
                batch.ExpireUnlessCalled();
            }

            if (batch.Committed.Count > 0)
            {
                await _ports.Journal.AppendAsync(SessionId, _state.Seq + 1, batch.Events, CancellationToken.None);
            }
        }
        catch (JournalUnavailableException exception)
        {
            LogNotWritten(exception, SessionId, batch.Committed.Count);
            batch.RefuseAccepted("The journal cannot be written; nothing was changed. Try again.");
            _connections = batch.ConnectionsLost;
            _alarm.WakeAt(now + RetryAfter);
            return;
        }
        catch
        {
            mails.ForEach(mail => SessionBatch.RefuseUnwritten(mail, Reloading));
            throw;
        }

        try
        {
            Adopt(batch, now);
        }
        catch
        {
            mails.ForEach(mail => SessionBatch.RefuseUnwritten(mail, WrittenButFailed));
            throw;
        }
    }

    // To the millisecond: what is finer says nothing of a call that came over a network, and costs its digits in every row and every event.
    private DateTimeOffset Now()
    {
        var now = _ports.Time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private void Adopt(SessionBatch batch, DateTimeOffset now)
    {
        (_state, _connections) = (batch.State, batch.Connections);
        if (batch.Committed.Count > 0)
        {
            _ports.Projection.Committed(_state, batch.Events);
            Feed.Publish(_state, batch.Committed, batch.ReceivedAt);
            KeepSnapshot(_snapshotEvery);
            if (batch.ChangesAlarm)
            {
                _logger.Note(SessionId, batch.Committed);
            }
        }

        if (batch.AnyAccepted)
        {
            _lastAcceptedAt = now;
        }

        PutOut(batch.PutOut);
        batch.Answer(Feed);
        if (batch.ChangesAlarm || _carriesAlone == true)
        {
            Rest(now);
        }
    }

    // It is cache: whatever goes wrong with it, the session leaves in order.
    private void KeepLastSnapshot()
    {
        try
        {
            KeepSnapshot(SnapshotWhenLeaving);
        }
        catch (Exception exception)
        {
            LogNoSnapshot(exception, SessionId);
        }
    }

    private void KeepSnapshot(int afterEvents)
    {
        if (_state.Seq - _snapshotAt >= afterEvents)
        {
            var snapshot = SnapshotJson.Write(_state);
            (_snapshotAt, _snapshotEvery) = (_state.Seq, Math.Max(SnapshotEvery, snapshot.State.Length / SnapshotBytesPerEvent));
            _ports.Journal.KeepSnapshot(snapshot);
        }
    }

    private void PutOut(ImmutableHashSet<string> connectionIds)
    {
        if (!connectionIds.IsEmpty)
        {
            Feed.End(watch => watch.ConnectionId is { } id && connectionIds.Contains(id));
        }
    }

    /// <summary>Wakes when the next thing is due by time alone, or leaves memory.</summary>
    private void Rest(DateTimeOffset now)
    {
        // A choice comes into all sessions that a player ever had: one that is over was read back for it, and no one else waits for it.
        var leaveAt = _state.HasEnded && _carriesAlone == true && !Feed.HasWatches ? now
            : _state.HasEnded ? Later(_state.EndTime ?? _openedAt, _openedAt) + SessionsSettings.EndedStaysFor
            : _lastAcceptedAt + _ports.Settings.StaleAfter;
        if (now < leaveAt)
        {
            var lost = _state.Players.Values.Where(player => player.LostAt is not null).Select(player => player.LostAt + _state.Limits.DropGrace).Min();
            _alarm.WakeAt(lost < leaveAt ? lost.Value : leaveAt);
        }
        else if (_state.IsLive)
        {
            _alarm.WakeAt(now); // the tick's batch cancels it, unless a call comes before
        }
        else if (_state.HasEnded || !Feed.HasWatches)
        {
            Feed.End(_ => true);
            _leaves = true;
            Close();
        }
        else
        {
            // Someone waits before a session that is scheduled for later.
            _alarm.WakeAt(now + _ports.Settings.StaleAfter);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Session {SessionId} stopped on a fault and will be read back from the journal.")]
    private partial void LogStopped(Exception exception, string sessionId);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Error, Message = "No snapshot of session {SessionId} could be made; its next opening folds its events.")]
    private partial void LogNoSnapshot(Exception exception, string sessionId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "The journal did not take {Count} events of session {SessionId}; their callers were told.")]
    private partial void LogNotWritten(Exception exception, string sessionId, int count);
}
