using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Journal;

/// <summary>Something for the one writer to do, and whoever waits for it.</summary>
/// <param name="whoWaits">How those who wait go on.</param>
internal abstract class JournalWork(TaskCreationOptions whoWaits)
{
    private readonly TaskCompletionSource _done = new(whoWaits);

    /// <summary>Ends when it is on disk, or failed.</summary>
    public Task Done => _done.Task;

    public void Succeed() => _done.TrySetResult();

    /// <summary>Maybe nobody waits; what failed was logged by the writer.</summary>
    public void Fail(Exception error)
    {
        _done.TrySetException(error);
        _ = _done.Task.Exception;
    }
}

/// <summary>A batch on its way to the disk. Who waits goes on in the thread that completes it, which is never the writer's own.</summary>
internal sealed class JournalAppend : JournalWork
{
    public JournalAppend(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events)
        : base(TaskCreationOptions.None)
    {
        LastSeq = firstSeq - 1 + events.Length;
        var (at, json) = (events[^1].At.ToUnixTimeMilliseconds(), JournalJson.Write(events));
        Row = new JournalRow(sessionId, firstSeq, at, json, BatchChecksum.Of(sessionId, firstSeq, at, json));
    }

    public JournalRow Row { get; }

    public long LastSeq { get; }

    /// <summary>Why it was left out of its group; null where it was not.</summary>
    public Exception? LeftOut { get; set; }

    public void Committed()
    {
        if (LeftOut is null)
        {
            Succeed();
        }
        else
        {
            Fail(LeftOut);
        }
    }
}

/// <summary>Something small besides appends, in a transaction of its own. The appends of live sessions wait for it: a few milliseconds at most.</summary>
/// <param name="run">On the writer's connection, in its transaction.</param>
internal sealed class JournalChore(Action<SqliteConnection> run) : JournalWork(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>It opens no transaction, and takes as long as it takes: live sessions wait for it, and a server that stops breaks it off.</summary>
    public bool Alone { get; init; }

    /// <summary>The session that it removes on purpose; null for any other work. The mark forgets it first, or a start would miss what is gone.</summary>
    public string? Removes { get; init; }

    public void Run(SqliteConnection connection) => run(connection);
}
