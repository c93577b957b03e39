using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TrainingHub.Client;

/// <summary>
/// One connection of a wearable, an app or another program to TrainingHub. A short cut of the line it outlives without anyone noticing; after a longer one it reconnects by itself, for ever,
/// joins its sessions again in the same role, and is told what it missed.
/// Safe from any thread.
/// </summary>
public sealed partial class TrainingHubClient : IAsyncDisposable
{
    // A dead line is noticed within 30 s on either side: the server speaks every 15 s, and gives up on a client that was silent for 20 s.
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(25), KeepAliveInterval = TimeSpan.FromSeconds(8);

    private readonly HubConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Func<TrainingEvent, ValueTask> _onEvent;
    private readonly Channel<TrainingEvent> _events = Channel.CreateUnbounded<TrainingEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, JoinedSession> _sessions = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _joining = new(1, 1);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _delivery;
    private TaskCompletionSource _rejoined = new();

    /// <param name="server">The server's address, such as <c>https://training.example.org</c>.</param>
    /// <param name="accessToken">Asked at each connect and reconnect for a token that is still valid; null connects without one, and is refused.</param>
    /// <param name="onEvent">Told each event, one at a time in order, the next when it has returned; it must not dispose the client. Null: events are not wanted.</param>
    public TrainingHubClient(Uri server, Func<CancellationToken, ValueTask<string?>> accessToken, Func<TrainingEvent, ValueTask>? onEvent = null, TrainingHubClientOptions? options = null)
    {
        options ??= new TrainingHubClientOptions();
        _time = options.Time;
        _log = (ILogger?)options.Logging?.CreateLogger<TrainingHubClient>() ?? NullLogger.Instance;
        _onEvent = onEvent ?? (_ => ValueTask.CompletedTask);
        _rejoined.SetResult();
        _connection = Build(new Uri(server, "/training"), async () => await accessToken(_disposing.Token), WaitForRejoin, options);
        _connection.Reconnected += _ => RejoinAsync();
        ListenToAll();
        _delivery = DeliverAsync();
    }

    public HubConnectionState State => _connection.State;

    /// <summary>A session was joined, by hand or again; carries its id. Raised on a thread of the connection: hand over and return.</summary>
    internal event Action<string>? SessionJoined;

    internal TimeProvider Time => _time;

    internal ILogger Log => _log;

    /// <summary>Connects, and joins again what was joined before. Once connected the client reconnects by itself, unless the server has put it out (<see cref="State"/> is then Disconnected): call this again.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached, or refused the token (401).</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        WaitForRejoin();
        try
        {
            await _connection.StartAsync(cancellationToken);
        }
        catch (AggregateException error)
        {
            // It answered, and then no WebSocket came about; SignalR collects why each transport failed, those that are switched off too.
            cancellationToken.ThrowIfCancellationRequested();
            throw new HttpRequestException("The server answered, but no connection to it came about.", error);
        }

        await RejoinAsync();
    }

    /// <summary>Disconnects; what was received is still told first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _connection.DisposeAsync();
        _events.Writer.TryComplete();
        await _delivery;
        _disposing.Dispose();
    }

    private static HubConnection Build(Uri hub, Func<Task<string?>> accessToken, Action lost, TrainingHubClientOptions options)
    {
        var builder = new HubConnectionBuilder()
            .WithUrl(hub, HttpTransportType.WebSockets, http =>
            {
                http.AccessTokenProvider = accessToken;
                options.Http?.Invoke(http);
            })
            .WithAutomaticReconnect(new ReconnectPolicy(lost))
            .WithStatefulReconnect()
            .WithServerTimeout(ServerTimeout)
            .WithKeepAliveInterval(KeepAliveInterval)
            .AddJsonProtocol(json => HubJson.Apply(json.PayloadSerializerOptions));
        if (options.Logging is { } logging)
        {
            builder.Services.AddSingleton(logging);
        }

        return builder.Build();
    }

    private void ListenToAll()
    {
        Listen<TrainingEvent.SessionStarted>(HubEvents.Start);
        Listen<TrainingEvent.SessionResumed>(HubEvents.Resume);
        Listen<TrainingEvent.SessionPaused>(HubEvents.Pause);
        Listen<TrainingEvent.SessionEnded>(HubEvents.End);
        Listen<TrainingEvent.SessionForceEnded>(HubEvents.ForceEnd);
        Listen<TrainingEvent.SessionSnapshot>(HubEvents.Snapshot);
        Listen<TrainingEvent.SessionRescheduled>(HubEvents.Reschedule);
        Listen<TrainingEvent.AdmissionChosen>(HubEvents.Admission);
        Listen<TrainingEvent.PlayerAdded>(HubEvents.PlayerAdded);
        Listen<TrainingEvent.PlayerMoved>(HubEvents.PlayerMoved);
        Listen<TrainingEvent.PlayerAnswered>(HubEvents.Answer);
        Listen<TrainingEvent.PlayerJoined>(HubEvents.PlayerJoin);
        Listen<TrainingEvent.PlayerLeft>(HubEvents.PlayerLeave);
        Listen<TrainingEvent.PlayerKicked>(HubEvents.PlayerKick);
        Listen<TrainingEvent.MetricsChanged>(HubEvents.Metrics);
        Listen<TrainingEvent.ExerciseProgressed>(HubEvents.ExerciseProgress);
        Listen<TrainingEvent.IntervalProgressed>(HubEvents.IntervalProgress);
        Listen<TrainingEvent.PlayerStatusChanged>(HubEvents.Status);
        Listen<TrainingEvent.HandChanged>(HubEvents.Hand);
        Listen<TrainingEvent.EffortRated>(HubEvents.Effort);
        Listen<TrainingEvent.MessageSent>(HubEvents.Message);
        Listen<TrainingEvent.MessageAcknowledged>(HubEvents.MessageAcknowledged);
    }

    private void Listen<T>(string name) where T : TrainingEvent => _connection.On<T>(name, happened =>
    {
        lock (_gate)
        {
            if (_sessions.TryGetValue(happened.SessionId, out var session))
            {
                Tell(session.Came(happened));
            }
        }
    });

    // Under the gate, so that the channel keeps the order.
    private void Tell(IEnumerable<TrainingEvent> news)
    {
        foreach (var happened in news)
        {
            _events.Writer.TryWrite(happened);
        }
    }

    private async Task DeliverAsync()
    {
        await foreach (var happened in _events.Reader.ReadAllAsync())
        {
            try
            {
                await _onEvent(happened);
            }
#pragma warning disable CA1031 // The handler is another's; one event that it fails on must not silence all that follow.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogHandlerFailed(error, happened.GetType().Name, happened.SessionId);
            }
        }
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "The event handler failed on {Event} of session {SessionId}")]
    private partial void LogHandlerFailed(Exception error, string @event, string sessionId);
}
