using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Client;

/// <summary>Sends what a <see cref="MetricsBuffer"/> holds: one call at a time, the newest sample live before any backfill.</summary>
internal sealed partial class MetricsSender : IAsyncDisposable
{
    /// <summary>The samples of one call, as JSON: what the server takes in one message, less what stands around them.</summary>
    public const int CallBytes = 59 * 1024;

    private const int CallSamples = 300;

    // The server takes a live sample for 10 s; it has to get there.
    private static readonly TimeSpan LiveWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2), RetryRefusedAfter = TimeSpan.FromSeconds(30);

    private readonly TrainingHubClient _client;
    private readonly string _sessionId;
    private readonly string _playerId;
    private readonly MetricsBufferOptions _options;
    private readonly MetricsBuffer _buffer;
    private readonly ILogger _log;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly long _start;
    private Task _sending = Task.CompletedTask;
    private BufferStatus? _told;
    private TimeSpan _liveAt;
    private TimeSpan _backfillAt;
    private TimeSpan _rejoinAt;
    private int _callSamples = CallSamples;
    private long _triedLive;
    private bool _refused;
    private volatile bool _joinedAnew;

    public MetricsSender(TrainingHubClient client, string sessionId, string playerId, MetricsBufferOptions options, MetricsBuffer buffer)
    {
        (_client, _sessionId, _playerId, _options, _buffer) = (client, sessionId, playerId, options, buffer);
        (_log, _start) = (client.Log, client.Time.GetTimestamp());
        _timer = client.Time.CreateTimer(static sender => ((MetricsSender)sender!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Why the server took nothing of the last call; null where it did, or was not reached.</summary>
    public HubError? Refusal { get; private set; }

    // By the monotonic clock: a device may set its other one at any time.
    private TimeSpan Elapsed => _client.Time.GetElapsedTime(_start);

    public void Start()
    {
        _client.SessionJoined += OnJoined;
        _sending = Task.Run(SendAllAsync);
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        _client.SessionJoined -= OnJoined;
        await _stopping.CancelAsync();
        await _sending;
        await _timer.DisposeAsync();
        _stopping.Dispose();
    }

    private void OnJoined(string sessionId)
    {
        if (sessionId == _sessionId)
        {
            _joinedAnew = true;
            Wake();
        }
    }

    private async Task SendAllAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var wait = await TurnAsync(_stopping.Token);
                Tell();
                if (wait != TimeSpan.Zero)
                {
                    _timer.Change(wait, Timeout.InfiniteTimeSpan);
                    await _wake.Reader.ReadAsync(_stopping.Token);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The samples are still there; whatever it was must not keep them for ever.
                LogFailed(fault, _sessionId);
                _liveAt = _backfillAt = Elapsed + RetryRefusedAfter;
            }
        }
    }

    /// <returns>How long nothing is to be done; zero: do it again.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (_joinedAnew)
        {
            _joinedAnew = false;
            (_liveAt, _backfillAt) = _refused ? (Elapsed, Elapsed) : (_liveAt, _backfillAt);
            _refused = false;
        }

        if (!_client.IsIn(_sessionId))
        {
            return _buffer.Newest is null ? Timeout.InfiniteTimeSpan : RetryAfter;
        }

        var now = Elapsed;
        var live = LiveCandidate(now);
        if (live is not null && _liveAt <= now)
        {
            await SendLiveAsync(live, cancellationToken);
            return TimeSpan.Zero;
        }

        if (_backfillAt <= now)
        {
            var batch = _buffer.Oldest(_callSamples, live);
            if (batch.Count > 0)
            {
                await BackfillAsync(batch, cancellationToken);
                return TimeSpan.Zero;
            }

            return live is null ? Timeout.InfiniteTimeSpan : _liveAt - now;
        }

        return live is not null && _liveAt < _backfillAt ? _liveAt - now : _backfillAt - now;
    }

    // A sample is tried live once: where its answer was lost, backfill finds out whether it had come.
    private WaitingSample? LiveCandidate(TimeSpan now)
        => _buffer.Newest is { } newest && newest.Number > _triedLive && _liveAt - now < LiveWithin
            && (_client.Time.GetUtcNow() - newest.Sample.Timestamp!.Value).Duration() < LiveWithin ? newest : null;

    private async Task SendLiveAsync(WaitingSample sample, CancellationToken cancellationToken)
    {
        _liveAt = Elapsed + _options.LivePeriod;
        var ack = await _client.SendMetricsAsync(new Metrics(sample.Sample) { SessionId = _sessionId, PlayerId = _playerId }, cancellationToken);
        if (ack.Error?.Code != ErrorCodes.RateLimited)
        {
            _triedLive = sample.Number;
        }

        _liveAt = Later(_liveAt, ack.Error);
        await RejoinAsync(ack.Error, cancellationToken);
        Refusal = ack.Ok ? null : Refusal;
        _buffer.Landed(ack.Ok ? [sample] : []);
    }

    private async Task BackfillAsync(List<WaitingSample> batch, CancellationToken cancellationToken)
    {
        _backfillAt = Elapsed + _options.BackfillPeriod;
        BackfillAck? ack = null;
        try
        {
            ack = await _client.BackfillAsync(_sessionId, _playerId, [.. batch.Select(waiting => waiting.Sample)], cancellationToken);
        }
        finally
        {
            if (ack is not { Ok: true })
            {
                _buffer.Landed([]);
            }
        }

        if (ack.Ok)
        {
            _callSamples = Math.Min(CallSamples, 2 * _callSamples);
            Refusal = null;
            foreach (var rejected in ack.Rejected.Where(rejected => rejected.Index >= 0 && rejected.Index < batch.Count))
            {
                _buffer.Refuse(batch[rejected.Index].Sample, rejected.Message);
            }

            _buffer.Landed(batch);
            return;
        }

        _backfillAt = Later(_backfillAt, ack.Error);
        Refusal = ack.Error is { Code: not (ErrorCodes.RateLimited or ErrorCodes.Disconnected) } refusal ? refusal : null;
        if (ack.Error is { Code: ErrorCodes.Invalid or ErrorCodes.Disconnected } error)
        {
            Divide(batch, error);
        }

        await RejoinAsync(ack.Error, cancellationToken);
    }

    // A session that has ended leaves the server's memory, and with it go its joins: samples are taken for a day more, from who joins again.
    private async Task RejoinAsync(HubError? error, CancellationToken cancellationToken)
    {
        if (error is { Code: ErrorCodes.Conflict } && _rejoinAt <= Elapsed)
        {
            _rejoinAt = Elapsed + RetryRefusedAfter;
            await _client.JoinAsync(_sessionId, JoinRole.Player, cancellationToken);
        }
    }

    // A call that is refused as a whole for one sample, or that is too long for this server or this line, must not keep the others back: half of it is tried next.
    private void Divide(List<WaitingSample> batch, HubError error)
    {
        _callSamples = Math.Max(1, batch.Count / 2);
        if (batch.Count == 1 && error.Code == ErrorCodes.Invalid)
        {
            _buffer.Refuse(batch[0].Sample, error.Message);
            _buffer.Landed(batch);
        }
    }

    // What is refused for who or where it is may be taken after the next join, or never.
    private TimeSpan Later(TimeSpan at, HubError? error)
    {
        _refused = error is { Code: ErrorCodes.Conflict or ErrorCodes.Forbidden or ErrorCodes.NotFound or ErrorCodes.Removed };
        var wait = error?.Code switch
        {
            null or ErrorCodes.Invalid => TimeSpan.Zero,
            _ when error.RetryAfterMs is { } ms => TimeSpan.FromMilliseconds(ms),
            _ => _refused ? RetryRefusedAfter : RetryAfter,
        };
        return Elapsed + wait is var then && then > at ? then : at;
    }

    private void Tell()
    {
        try
        {
            while (_buffer.TryTakeRefused(out var refused))
            {
                _options.OnRejected!(refused.Sample, refused.Reason);
            }

            var status = _buffer.Status;
            if (status != _told)
            {
                _told = status;
                _options.OnChange?.Invoke(status);
            }
        }
#pragma warning disable CA1031 // The callback is another's; its fault must not keep samples back.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogCallbackFailed(error, _sessionId);
        }
    }

    [LoggerMessage(EventId = 4011, Level = LogLevel.Error, Message = "Sending waiting samples of session {SessionId} failed; it goes on in 30 s")]
    private partial void LogFailed(Exception fault, string sessionId);

    [LoggerMessage(EventId = 4012, Level = LogLevel.Error, Message = "A callback of the buffer of session {SessionId} failed")]
    private partial void LogCallbackFailed(Exception error, string sessionId);
}
