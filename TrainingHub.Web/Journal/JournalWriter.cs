using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>The one writer: takes batches of all sessions and commits those that wait together, so that they share a sync to disk; between two such commits at most one chore.</summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private const int Capacity = 4096;

    // So many sessions at a time go on in one of the pool's threads: one for each would wake a thread for each, one for all would leave the others idle.
    private const int GoOnTogether = 32;

    // A server that stops takes what time allows of snapshots and compaction, which cost nothing but time when they are missing.
    private static readonly TimeSpan ChoresWhenStopping = TimeSpan.FromSeconds(1);

    private readonly Channel<JournalWork> _waiting = Channel.CreateBounded<JournalWork>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Queue<JournalChore> _chores = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly JournalFile _file;
    private readonly JournalMark _mark;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly JournalMeter _meter;
    private readonly ILogger _log;
    private readonly Task _loop;
    private readonly Lazy<Task> _stopped;
    private long _stopsSince; // 0: it does not
    private JournalInsert? _insert;

    public JournalWriter(JournalFile file, TimeSpan window, TimeProvider time, JournalMeter meter, ILogger log)
    {
        _file = file;
        _mark = new JournalMark(file, log);
        _window = window;
        _time = time;
        _meter = meter;
        _log = log;
        _loop = Task.Run(WriteAsync);
        _stopped = new Lazy<Task>(StopAsync);
    }

    /// <summary>Ends when the work is on disk. Once accepted it is done, whoever stops waiting.</summary>
    public async Task DoAsync(JournalWork work, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new JournalUnavailableException("The server is shutting down; nothing was changed.", error);
        }

        await work.Done;
    }

    /// <summary>Leaves a chore that nobody waits for.</summary>
    /// <returns>False where there is too much to do already: it is dropped.</returns>
    public bool TryLeave(JournalChore chore) => _waiting.Writer.TryWrite(chore);

    /// <summary>Takes no more, and writes what was accepted. The container knows the journal under two names, and asks twice.</summary>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    private async Task StopAsync()
    {
        Volatile.Write(ref _stopsSince, _time.GetTimestamp());
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        _insert?.Dispose();
        _mark.Dispose();
        _stopping.Dispose();
    }

    private async Task WriteAsync()
    {
        var group = new List<JournalAppend>();
        long? lastStart = null;
        while (_chores.Count > 0 || await _waiting.Reader.WaitToReadAsync())
        {
            if (lastStart is { } start && _waiting.Reader.TryPeek(out var next) && next is JournalAppend
                && _window - _time.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var now = _time.GetTimestamp();
            Take(group);
            if (group.Count > 0)
            {
                lastStart = now;
                await CommitAsync(group);
                group.Clear();
            }

            if (_chores.TryDequeue(out var chore))
            {
                if (Volatile.Read(ref _stopsSince) is not 0 and var since && _time.GetElapsedTime(since) > ChoresWhenStopping)
                {
                    chore.Fail(new JournalUnavailableException("The server is shutting down; nothing was changed."));
                }
                else
                {
                    Run(chore);
                }
            }
        }
    }

    private void Take(List<JournalAppend> group)
    {
        while (group.Count < Capacity && _waiting.Reader.TryRead(out var work))
        {
            if (work is JournalAppend append)
            {
                group.Add(append);
            }
            else
            {
                _chores.Enqueue((JournalChore)work);
            }
        }
    }

    private async Task CommitAsync(List<JournalAppend> group)
    {
        var began = _time.GetTimestamp();
        try
        {
            _insert ??= new JournalInsert(_file);
            _insert.Run(group);
        }
        catch (Exception error) // whatever it was, those who wait are told, and the writer lives on
        {
            var inDoubt = _insert?.InDoubt == true;
            Abandon();
            if (!inDoubt || !await IsOnDiskAsync(group))
            {
                _meter.Failed();
                LogUnavailable(error, _file.Path, group.Count);
                GoOn(group, append => append.Fail(new JournalUnavailableException("The journal cannot be written; nothing was changed.", error)));
                return;
            }

            LogCommittedAfterAll(error, _file.Path, group.Count);
        }

        _meter.Committed(_time.GetElapsedTime(began), group);
        Tell(group);
    }

    private void Tell(List<JournalAppend> group)
    {
        _mark.Note(group.Where(append => append.LeftOut is null).Select(append => (append.Row.SessionId, append.LastSeq)));
        GoOn(group, static append => append.Committed());
    }

    // Behind the writer's back, who has the next group to commit.
    private static void GoOn(List<JournalAppend> group, Action<JournalAppend> complete)
    {
        foreach (var some in group.Chunk(GoOnTogether))
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => Array.ForEach(work.some, work.complete), (some, complete), preferLocal: false);
        }
    }

    private void Run(JournalChore chore)
    {
        try
        {
            if (chore.Removes is { } sessionId)
            {
                _mark.Forget(sessionId);
            }

            _insert ??= new JournalInsert(_file);
            _insert.Run(chore, _stopping.Token);
            chore.Succeed();
        }
        catch (Exception error) // the writer lives on
        {
            LogChoreFailed(error, _file.Path);
            Abandon();
            chore.Fail(error);
        }
    }

    // After a fault the connection is in doubt; the next group opens another.
    private void Abandon()
    {
        var doubtful = _insert;
        _insert = null;
        try
        {
            doubtful?.Dispose();
        }
        catch (SqliteException error)
        {
            LogNotClosed(error, _file.Path);
        }
    }

    [LoggerMessage(EventId = 2107, Level = LogLevel.Warning, Message = "A failed connection to the journal {Path} could not be closed in order; another takes its place")]
    private partial void LogNotClosed(Exception error, string path);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "The journal {Path} cannot be written; {Count} waiting batches were refused and nothing was changed")]
    private partial void LogUnavailable(Exception error, string path, int count);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Error, Message = "The journal {Path} reported a fault, but its {Count} waiting batches are on disk")]
    private partial void LogCommittedAfterAll(Exception error, string path, int count);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "A snapshot, or a piece of compaction or erasure, could not be written to the journal {Path}; it is tried again, and no event is lost by it")]
    private partial void LogChoreFailed(Exception error, string path);
}
