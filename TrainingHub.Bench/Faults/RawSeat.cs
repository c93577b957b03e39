using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TrainingHub.Bench.Prepare;
using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>A seat by bare SignalR, which filters and mends nothing, and comes back as soon as it can, with the `epoch` and `sinceSeq` that it has.</summary>
internal sealed class RawSeat : ISeat
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly Uri _hub;
    private readonly string _sessionId;
    private readonly JoinRole _role;
    private readonly Person _person;
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _seated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _living;
    private volatile HubConnection? _connection;
    private string? _epoch;

    private RawSeat(Uri server, string sessionId, JoinRole role, Person person, Watcher watcher)
    {
        (_hub, _sessionId, _role, _person, Watcher) = (new Uri(server, "/training"), sessionId, role, person, watcher);
        _living = LiveAsync();
    }

    public Watcher Watcher { get; }

    /// <summary>Joins after the first that were resumed, and that began with a fresh session.</summary>
    public (int Resumed, int Fresh) Rejoined { get; private set; }

    public static async Task<RawSeat> TakeAsync(Uri server, string sessionId, JoinRole role, Person person, Watcher watcher)
    {
        var seat = new RawSeat(server, sessionId, role, person, watcher);
        await await Task.WhenAny(seat._seated.Task, seat._living);
        return seat;
    }

    /// <summary>What could not be sent is refused as `disconnected`.</summary>
    public async Task<T> CallAsync<T>(string method, object argument) where T : Ack, new()
        => _connection is { } connection ? await AskAsync<T>(connection, method, argument) : Lost<T>();

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _living;
        _leaving.Dispose();
    }

    private async Task LiveAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await SitAsync();
                await Task.Delay(BetweenTries, TimeProvider.System, _leaving.Token);
            }
            catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One connection from its beginning to its end.</summary>
    private async Task SitAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrivals = new Arrivals(Watcher);
        await using var connection = new HubConnectionBuilder().WithUrl(_hub, HttpTransportType.WebSockets, http =>
        {
            http.SkipNegotiation = true;
            http.AccessTokenProvider = () => Task.FromResult<string?>(_person.Token);
        }).Build();
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        arrivals.ListenTo(connection);
        try
        {
            await connection.StartAsync(_leaving.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException || !_leaving.IsCancellationRequested)
        {
            return; // down, or cut while it connected
        }

        var since = _epoch is null ? null : (long?)Watcher.Seq;
        var ack = await AskAsync<JoinAck>(connection, HubMethods.Join, new { sessionId = _sessionId, role = _role, epoch = _epoch, sinceSeq = since });
        if (ack.Ok)
        {
            Joined(ack, arrivals);
            _connection = connection;
            _seated.TrySetResult();
            await closed.Task.WaitAsync(_leaving.Token);
            _connection = null;
        }
        else if (ack.Error!.Code is not (ErrorCodes.Disconnected or ErrorCodes.Unavailable))
        {
            throw new InvalidOperationException($"{Watcher.Name} was not let in: {ack.Error}");
        }
    }

    private void Joined(JoinAck ack, Arrivals arrivals)
    {
        if (_epoch is not null)
        {
            Rejoined = ack.Resumed ? (Rejoined.Resumed + 1, Rejoined.Fresh) : (Rejoined.Resumed, Rejoined.Fresh + 1);
        }

        _epoch = ack.Epoch;
        arrivals.Answered(ack.Session);
    }

    private static async Task<T> AskAsync<T>(HubConnection connection, string method, object argument) where T : Ack, new()
    {
        try
        {
            var answer = await connection.InvokeAsync<JsonElement>(method, JsonSerializer.SerializeToElement(argument, HubJson.Options));
            return answer.Deserialize<T>(HubJson.Options)!;
        }
        catch (Exception error) when (error is not HubException || connection.State != HubConnectionState.Connected)
        {
            return Lost<T>();
        }
    }

    private static T Lost<T>() where T : Ack, new() => new() { Error = new HubError(ErrorCodes.Disconnected, "There is no connection, or it was lost before the answer came.") };
}
