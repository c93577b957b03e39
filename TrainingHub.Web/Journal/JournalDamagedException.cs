namespace TrainingHub.Web.Journal;

/// <summary>What was read is not what was written: a row's checksum is wrong, a row is missing, or this version does not know an event in it.</summary>
public sealed class JournalDamagedException(string path, string sessionId, long seq, string finding, Exception? cause = null)
    : Exception($"The journal '{path}' is damaged in session {sessionId} at {seq} ({finding}).", cause);
