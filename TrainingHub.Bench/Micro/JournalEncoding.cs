using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Journal;

namespace TrainingHub.Bench.Micro;

/// <summary>Events as the row that the journal's writer is handed.</summary>
internal static class JournalEncoding
{
    /// <returns>The number of bytes of its events.</returns>
    public static int Encode(string sessionId, long firstSeq, ImmutableArray<SessionEvent> events) => new JournalAppend(sessionId, firstSeq, events).Row.Events.Length;
}
