using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TrainingHub.Core.Journal;

namespace TrainingHub.Web.Journal;

/// <summary>The one writer: takes batches of all sessions and commits those that wait together, so that they share a sync to disk.</summary>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private const int Capacity = 4096;

    private readonly Channel<JournalAppend> _waiting = Channel.CreateBounded<JournalAppend>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly JournalFile _file;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _loop;
    private JournalInsert? _insert;

    public JournalWriter(JournalFile file, TimeSpan window, TimeProvider time, ILogger log)
    {
        _file = file;
        _window = window;
        _time = time;
        _log = log;
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>Ends when the batch is on disk. Once accepted it is written, whoever stops waiting.</summary>
    public async Task AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(append, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new JournalUnavailableException("The server is shutting down; nothing was changed.", error);
        }

        await append.Durable;
    }

    /// <summary>Takes no more, and writes what was accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        _insert?.Dispose();
        _stopping.Dispose();
    }

    private async Task WriteAsync()
    {
        var group = new List<JournalAppend>();
        long? lastStart = null;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            if (lastStart is { } start && _window - _time.GetElapsedTime(start) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            lastStart = _time.GetTimestamp();
            while (group.Count < Capacity && _waiting.Reader.TryRead(out var append))
            {
                group.Add(append);
            }

            Commit(group);
            group.Clear();
        }
    }

    private void Commit(List<JournalAppend> group)
    {
        try
        {
            _insert ??= new JournalInsert(_file);
            _insert.Run(group);
        }
        catch (Exception error) // whatever it was, those who wait are told, and the writer lives on
        {
            LogUnavailable(error, _file.Path, group.Count);
            group.ForEach(append => append.Failed(error));
            Abandon();
            return;
        }

        group.ForEach(append => append.Committed());
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "A failed connection to the journal {Path} could not be closed in order; another takes its place")]
    private partial void LogNotClosed(Exception error, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal {Path} cannot be written; {Count} waiting batches were refused and nothing was changed")]
    private partial void LogUnavailable(Exception error, string path, int count);
}
