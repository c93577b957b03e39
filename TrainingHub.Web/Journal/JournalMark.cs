using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Journal;

/// <summary>
/// <c>journal.mark</c>: a text file beside the journal that says how far each session was written, so that a lost tail is noticed.
/// Its first line is <c>epoch EPOCH</c>, each other <c>SEQ SESSION</c>, the last of a session counts. Never ahead of what is durable. For one thread at a time.
/// </summary>
internal sealed partial class JournalMark : IDisposable
{
    // So much longer than it was when it was last rewritten, and it is again: one line a session is what it needs.
    private const long RewriteAfterBytes = 1 << 20;

    private readonly string _path;
    private readonly string _epoch;
    private readonly ILogger _log;
    private readonly Dictionary<string, long> _seqs;
    private readonly StringBuilder _lines = new();
    private FileStream? _file;
    private long _rewrittenLength;

    /// <summary>Goes on from what stands in the file, where that is of this journal.</summary>
    public JournalMark(JournalFile journal, ILogger log)
    {
        (_path, _epoch, _log) = (PathFor(journal.Path), journal.Epoch, log);
        var (epoch, seqs) = Read(_path);
        _seqs = epoch == _epoch ? seqs : [];
        Rewrite();
    }

    public static string PathFor(string journalPath) => Path.ChangeExtension(journalPath, ".mark");

    /// <returns>What is told line by line; a torn last line is passed over. An absent file says nothing.</returns>
    public static (string? Epoch, Dictionary<string, long> Seqs) Read(string path)
    {
        var seqs = new Dictionary<string, long>();
        string? epoch = null;
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var first, var second])
            {
                continue;
            }

            if (first == "epoch")
            {
                epoch = second;
            }
            else if (long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                seqs[second] = seq;
            }
        }

        return (epoch, seqs);
    }

    /// <summary>Holds the journal against its mark, before anything is changed. A mark of another epoch says nothing about this journal.</summary>
    /// <exception cref="StartupRefusedException">A session ends before its mark.</exception>
    public static void Compare(string journalPath)
    {
        var (epoch, marks) = Read(PathFor(journalPath));
        if (marks.Count == 0)
        {
            return;
        }

        if (new FileInfo(journalPath) is not { Exists: true, Length: > 0 })
        {
            throw new StartupRefusedException(
                $"The journal '{journalPath}' is missing or empty, but 'journal.mark' beside it says that {marks.Count} sessions were written; {JournalDamagedException.Remedy}");
        }

        using var connection = JournalFile.Connect(journalPath, SqliteOpenMode.ReadOnly);
        if (JournalSchema.VersionOf(connection, journalPath) == JournalSchema.Version && JournalSchema.EpochOf(connection) == epoch)
        {
            RefuseLostTails(connection, journalPath, marks);
        }
    }

    /// <summary>Writes the mark anew from what stands in the journal.</summary>
    public static void Renew(string journalPath)
    {
        var journal = JournalFile.OpenReadOnly(journalPath);
        using var connection = journal.OpenReader();
        Write(PathFor(journalPath), journal.Epoch, JournalReader.Sessions(connection).Select(sessionId => (sessionId, JournalStanding.LastSeq(connection, journalPath, sessionId))));
    }

    /// <summary>Notes what was committed. A mark that cannot be written stays behind, which costs nothing but what it could have noticed.</summary>
    public void Note(IEnumerable<(string SessionId, long Seq)> committed)
    {
        _lines.Clear();
        foreach (var (sessionId, seq) in committed)
        {
            _seqs[sessionId] = seq;
            _lines.Append(Line(sessionId, seq));
        }

        if (_file is null || _file.Length > _rewrittenLength + RewriteAfterBytes)
        {
            Rewrite();
        }
        else
        {
            Try(() => _file.Write(Encoding.UTF8.GetBytes(_lines.ToString())));
        }
    }

    /// <summary>Takes out a session that is about to be removed on purpose. On disk when this returns: a start that finds neither mark nor session has lost nothing.</summary>
    /// <exception cref="IOException">The mark cannot be written, and still tells of the session.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Forget(string sessionId)
    {
        if (!_seqs.Remove(sessionId, out var seq))
        {
            return;
        }

        try
        {
            WriteAnew();
        }
        catch
        {
            _seqs[sessionId] = seq;
            throw;
        }
    }

    /// <summary>Leaves one line a session.</summary>
    public void Dispose()
    {
        Rewrite();
        _file?.Dispose();
    }

    private static void RefuseLostTails(SqliteConnection connection, string path, Dictionary<string, long> marks)
    {
        try
        {
            var lost = marks.Select(mark => (SessionId: mark.Key, Mark: mark.Value, Seq: JournalStanding.LastSeq(connection, path, mark.Key))).Where(mark => mark.Seq < mark.Mark).ToList();
            if (lost is [var first, ..])
            {
                var more = lost.Count == 1 ? "" : $", and {lost.Count - 1} more sessions end too early";
                throw new StartupRefusedException(
                    $"The journal '{path}' lost its end: session {first.SessionId} was written up to {first.Mark}, but ends at {first.Seq} ({first.Mark - first.Seq} events are missing){more}; {JournalDamagedException.Remedy}");
            }
        }
        catch (JournalDamagedException error)
        {
            throw new StartupRefusedException($"{error.Message.TrimEnd('.')}; {JournalDamagedException.Remedy}", error);
        }
    }

    private void Rewrite() => Try(WriteAnew);

    private void WriteAnew()
    {
        _file?.Dispose();
        _file = null;
        Write(_path, _epoch, _seqs.Select(mark => (mark.Key, mark.Value)));
        _file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _rewrittenLength = _file.Length;
    }

    private static void Write(string path, string epoch, IEnumerable<(string SessionId, long Seq)> seqs)
    {
        var next = path + ".next";
        using (var writer = new StreamWriter(new FileStream(next, FileMode.Create, FileAccess.Write)))
        {
            writer.Write($"epoch {epoch}\n");
            foreach (var (sessionId, seq) in seqs)
            {
                writer.Write(Line(sessionId, seq));
            }

            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static string Line(string sessionId, long seq) => string.Create(CultureInfo.InvariantCulture, $"{seq} {sessionId}\n");

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogBehind(error, _path);
            _file?.Dispose();
            _file = null; // maybe a torn line: the next note begins a new file
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "{Path} cannot be written; it stays behind the journal until it can")]
    private partial void LogBehind(Exception error, string path);
}
