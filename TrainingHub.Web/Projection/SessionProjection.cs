using System.Collections.Immutable;
using System.Threading.Channels;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Web.Projection;

/// <summary>Keeps the rows that lists read behind what was committed: live sessions tell it, and one writer follows in their order.</summary>
internal sealed partial class SessionProjection : ISessionProjection, IAsyncDisposable
{
    /// <summary>A row is never further behind its journal than this, so that a start has little to read again.</summary>
    private const int BehindAtMost = 1000;

    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(1);

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly SessionRows _rows;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _loop;

    public SessionProjection(SessionRows rows, TimeProvider time, ILogger<SessionProjection> log)
    {
        (_rows, _time, _log) = (rows, time, log);
        _loop = Task.Run(FollowAsync);
    }

    public void Committed(SessionState state, ImmutableArray<SessionEvent> events)
    {
        var before = state.Seq - events.Length;
        var changes = events.Any(SessionRowEvents.ChangesRow);
        if (changes || before / BehindAtMost != state.Seq / BehindAtMost)
        {
            var journalled = events.Select((@event, index) => new JournalledEvent(before + 1 + index, @event));
            _waiting.Writer.TryWrite(new Waiting(new RowNews(state.SessionId, [.. journalled.Where(entry => SessionRowEvents.ChangesRow(entry.Event))], state.Seq), null));
        }
    }

    /// <summary>Returns when all that was told before is written; the journal, not this, is what an acknowledgement waits for.</summary>
    public async Task CaughtUpAsync(string sessionId, long seq, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_waiting.Writer.TryWrite(new Waiting(null, written)))
        {
            await written.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Takes no more, and writes what was told. What cannot be written now is caught up with at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task FollowAsync()
    {
        var group = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
            }

            while (!await TryWriteAsync(group) && !_stopping.IsCancellationRequested)
            {
                await Task.Delay(RetryAfterFault, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            group.ForEach(waiting => waiting.Written?.TrySetResult());
            group.Clear();
        }
    }

    private async Task<bool> TryWriteAsync(List<Waiting> group)
    {
        try
        {
            await _rows.WriteAsync([.. group.Select(waiting => waiting.News).OfType<RowNews>()], CancellationToken.None);
            return true;
        }
        catch (Exception error) // a list that is behind is no reason to stop a session
        {
            LogBehind(error);
            return false;
        }
    }

    [LoggerMessage(EventId = 2132, Level = LogLevel.Error, Message = "The rows of sessions cannot be written; lists are behind until they can")]
    private partial void LogBehind(Exception error);

    private readonly record struct Waiting(RowNews? News, TaskCompletionSource? Written);
}
