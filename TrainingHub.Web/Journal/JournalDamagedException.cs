namespace TrainingHub.Web.Journal;

/// <summary>What was read is not what was written: a row's checksum is wrong, a row is missing, SQLite cannot read it, or this version does not know an event in it.</summary>
/// <param name="seq">From here on the session cannot be read.</param>
public sealed class JournalDamagedException(string path, string sessionId, long seq, string finding, Exception? cause = null)
    : Exception($"The journal '{path}' is damaged in session {sessionId} at {seq} ({finding}).", cause)
{
    /// <summary>What an operator is to do, to follow a finding and a semicolon.</summary>
    public const string Remedy = "run 'TrainingHub.Web repair' to keep all that is sound, or restore a backup.";

    public string SessionId { get; } = sessionId;

    public long Seq { get; } = seq;
}
