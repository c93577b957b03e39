using System.Diagnostics.CodeAnalysis;

namespace TrainingHub.Core.Sessions;

/// <summary>
/// A subscription: a position in the session, and no queue. Take when <c>onReady</c> was called, or any time later: what is new since the position comes, merged.
/// </summary>
public abstract class SessionWatch : IDisposable
{
    /// <summary>The session at the version where the subscription began.</summary>
    public abstract SessionView Initial { get; }

    /// <summary>The subscription goes on where the watcher was before: what it missed can be taken at once, and <see cref="Initial"/> is not for it.</summary>
    public abstract bool Resumed { get; }

    /// <summary>Opaque; names what a sequence number counts in, and as whom it was seen: only with the same one can a watch be resumed.</summary>
    public abstract string Epoch { get; }

    public abstract Audience Audience { get; }

    /// <summary>The session as it is now, for this audience.</summary>
    public abstract SessionView Current { get; }

    /// <summary>The watcher was put out (a kick, or the session left memory); what waits may still be taken, then nothing comes.</summary>
    public abstract bool Ended { get; }

    /// <summary>With <see cref="Ended"/>: not a kick and not the end of the session, but a fault. The session is read back from the journal: come again.</summary>
    public abstract bool Interrupted { get; }

    /// <summary>Takes what is due; false where nothing is yet.</summary>
    public abstract bool TryTake([NotNullWhen(true)] out SessionUpdate? update);

    public abstract void Dispose();
}
