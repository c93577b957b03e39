using System.Collections.Immutable;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Journal;

/// <summary>A batch on its way to the disk, and whoever waits for it.</summary>
internal sealed class JournalAppend
{
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalAppend(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events)
    {
        SessionId = sessionId;
        FirstSeq = firstSeq;
        At = events[^1].At.ToUnixTimeMilliseconds();
        Events = JournalJson.Write(events);
        Checksum = BatchChecksum.Of(sessionId, firstSeq, At, Events);
    }

    public string SessionId { get; }

    public long FirstSeq { get; }

    public long At { get; }

    public byte[] Events { get; }

    public uint Checksum { get; }

    /// <summary>Another batch holds this place, or the one before it is missing.</summary>
    public bool Conflicts { get; set; }

    /// <summary>Ends when the batch is on disk, or failed.</summary>
    public Task Durable => _durable.Task;

    public void Committed()
    {
        if (Conflicts)
        {
            _durable.SetException(new JournalConflictException(SessionId, FirstSeq));
        }
        else
        {
            _durable.SetResult();
        }
    }

    public void Failed(Exception cause) => _durable.SetException(new JournalUnavailableException("The journal cannot be written; nothing was changed.", cause));
}
