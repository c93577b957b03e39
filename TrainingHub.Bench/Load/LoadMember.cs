namespace TrainingHub.Bench.Load;

/// <summary>Someone with one connection, who takes part in one session.</summary>
internal abstract class LoadMember(LoadTally tally, HubWire wire, string sessionId, string token) : IHubListener, IAsyncDisposable
{
    private const int SetUpCall = 0; // the id of calls that are waited for, one at a time

    private TaskCompletionSource<string?> _answer = new();
    private HubSocket? _socket;

    protected LoadTally Tally { get; } = tally;

    protected string SessionId { get; } = sessionId;

    protected HubSocket Socket => _socket ?? throw new InvalidOperationException("There is no connection yet.");

    /// <summary>Connects and joins.</summary>
    /// <exception cref="InvalidOperationException">They were refused.</exception>
    public async Task JoinAsync(Uri server, CancellationToken cancellationToken)
    {
        _socket = await HubSocket.ConnectAsync(server, token, wire, this, cancellationToken);
        await TakePartAsync(cancellationToken);
    }

    /// <summary>Says that they are there: the server lets go of a client that is silent.</summary>
    public void Ping() => Socket.Send(wire.Ping);

    public virtual void Took(int bytes)
    {
    }

    public abstract void Heard(HubMessageType type);

    public virtual void Measured(ReadOnlySpan<char> playerId, int powerWatts)
    {
    }

    public void Answered(int id, string? refusal)
    {
        if (id == SetUpCall)
        {
            _answer.TrySetResult(refusal);
        }
        else
        {
            AnsweredSample(id, refusal);
        }
    }

    public void Lost()
    {
        Tally.LostOne();
        _answer.TrySetException(new IOException("The connection was lost."));
    }

    public ValueTask DisposeAsync() => _socket?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected abstract Task TakePartAsync(CancellationToken cancellationToken);

    protected virtual void AnsweredSample(int powerWatts, string? refusal) => throw new InvalidDataException($"Nobody asked for an answer to {powerWatts}.");

    /// <summary>Calls, and waits for the answer.</summary>
    protected async Task CallAsync(string method, IReadOnlyDictionary<string, string> argument, CancellationToken cancellationToken)
    {
        _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Socket.Send(wire.Call(SetUpCall, method, argument));
        if (await _answer.Task.WaitAsync(cancellationToken) is { } refusal)
        {
            throw new InvalidOperationException($"{method} was refused: {refusal}.");
        }
    }
}
