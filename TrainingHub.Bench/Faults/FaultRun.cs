using TrainingHub.Bench.Prepare;
using TrainingHub.Client;
using Audience = TrainingHub.Core.Sessions.Audience;

namespace TrainingHub.Bench.Faults;

/// <param name="DataDirectory">Empty at the beginning.</param>
/// <param name="Seed">Of the moments at which faults come.</param>
internal sealed record FaultRunSettings(string DataDirectory, int Players = 30, int UpdatesPerSecond = 200, int Seed = 1);

/// <summary>A session under load on the built server, with everybody in it and watching, while faults are injected; and the reckoning at the end.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly string[] Settings =
    [
        DataUnderWork.IssuerSetting, "--Limits:Metrics:Period=00:00:00.001", "--Limits:Metrics:Burst=1000",
        "--Limits:Backfill:Period=00:00:00.001", "--Limits:Backfill:Burst=1000", "--Logging:LogLevel:TrainingHub=Warning",
    ];

    private static readonly TimeSpan TrainersPace = TimeSpan.FromMilliseconds(250);

    private readonly FaultRunSettings _settings;
    private readonly Cast _cast;
    private readonly Random _random;
    private readonly FaultTally _tally = new();
    private readonly List<ISeat> _seats = [];
    private readonly List<IWearable> _wearables = [];
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _load = [];
    private Desk _desk = null!;

    private FaultRun(FaultRunSettings settings, Cast cast) => (_settings, _cast, _random) = (settings, cast, new Random(settings.Seed));

    public string DataDirectory => _settings.DataDirectory;

    public FaultyProxy Proxy { get; } = new();

    public Ledger Ledger { get; } = new();

    /// <summary>Seats there are, each with one connection.</summary>
    public int Connections => _seats.Count;

    public ServerProcess Server { get; private set; } = null!;

    public static async Task<FaultRun> StartAsync(FaultRunSettings settings)
    {
        var run = new FaultRun(settings, await Cast.PrepareAsync(settings.DataDirectory, settings.Players, observers: 3));
        await run.StartServerAsync();
        await run.SeatAllAsync();
        await run._desk.StartAsync();
        run.BeginLoad();
        return run;
    }

    /// <summary>Starts the server on the run's directory; connections find it when it listens.</summary>
    public async Task StartServerAsync()
    {
        Server = ServerProcess.Start(DataDirectory, Settings);
        Proxy.Server = await Server.ListeningAsync();
    }

    /// <summary>Another process on the same directory.</summary>
    public ServerProcess StartAnother() => ServerProcess.Start(DataDirectory, Settings);

    /// <summary>Injects a fault at a random moment, and waits until the session goes on for everybody who comes back at once.</summary>
    /// <param name="inject">Answers when the fault was over, as <see cref="TimeProvider.GetTimestamp"/>.</param>
    public async Task InjectAsync(string fault, Func<FaultRun, Task<long>> inject)
    {
        Ledger.Fault = fault;
        await WhileLoadedAsync(Ledger.AcknowledgedAsync(_random.Next(20, 2 * _settings.UpdatesPerSecond)));
        var over = await inject(this);
        var back = await WhileLoadedAsync(Ledger.FirstSinceAsync(over));
        _tally.Note(fault, TimeProvider.System.GetElapsedTime(over, back));
        var pause = await WhileLoadedAsync(_desk.Seat.Watcher.NextPauseAsync());
        await WhileLoadedAsync(Task.WhenAll(_seats.OfType<RawSeat>().Select(seat => seat.Watcher.ReachAsync(pause))));
    }

    /// <summary>Ends the load, lets every device send what it still has, and holds all that was promised and shown against the journal.</summary>
    public async Task<FaultReport> FinishAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_load).WaitAsync(Patience);
        await Task.WhenAll(_wearables.Select(wearable => wearable.EmptyAsync())).WaitAsync(Patience);
        var end = await _desk.CloseAsync().WaitAsync(Patience);
        await Task.WhenAll(_seats.Select(seat => seat.Watcher.ReachAsync(end))).WaitAsync(Patience);
        var (promises, refused) = Ledger.Look();
        var inspection = new Inspection(DiskJournal.Read(DataDirectory, _cast.SessionId));
        return _tally.Report(promises, inspection.Inspect(promises, refused, _seats.Select(seat => seat.Watcher)), _seats.OfType<RawSeat>().Select(seat => seat.Rejoined));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_wearables.Select(wearable => wearable.DisposeAsync().AsTask()));
        await Task.WhenAll(_seats.Select(seat => seat.DisposeAsync().AsTask()));
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
        _over.Dispose();
    }

    private async Task SeatAllAsync()
    {
        var desk = await RawAsync("the trainer", JoinRole.Trainer, _cast.Trainer, Audience.Staff);
        _desk = new Desk(desk, _cast.SessionId, _cast.OnTheBench.Id, Ledger);
        await TypedAsync("the trainer's second screen", JoinRole.Trainer, _cast.Trainer, Audience.Staff);
        foreach (var (index, observer) in _cast.Observers.Index())
        {
            _ = index == 0
                ? await RawAsync($"observer {index}", JoinRole.Observer, observer, Audience.Observers)
                : (ISeat)await TypedAsync($"observer {index}", JoinRole.Observer, observer, Audience.Observers);
        }

        foreach (var (index, player) in _cast.Players.Index())
        {
            // Every tenth device is made with the typed client.
            _wearables.Add(index % 10 == 9
                ? new BufferedWearable((await TypedAsync($"player {index}", JoinRole.Player, player, Audience.Player(player.Id))).Client, _cast.SessionId, player.Id, Ledger)
                : new Wearable(await RawAsync($"player {index}", JoinRole.Player, player, Audience.Player(player.Id)), _cast.SessionId, player.Id, Ledger));
        }
    }

    private async Task<RawSeat> RawAsync(string name, JoinRole role, Person person, Audience audience)
    {
        var seat = await RawSeat.TakeAsync(Proxy.Address, _cast.SessionId, role, person, new Watcher(name, audience)).WaitAsync(Patience);
        _seats.Add(seat);
        return seat;
    }

    private async Task<TypedSeat> TypedAsync(string name, JoinRole role, Person person, Audience audience)
    {
        var seat = await TypedSeat.TakeAsync(Proxy.Address, _cast.SessionId, role, person, new Watcher(name, audience)).WaitAsync(Patience);
        _seats.Add(seat);
        return seat;
    }

    private void BeginLoad()
    {
        var pace = TimeSpan.FromSeconds((double)_settings.Players / _settings.UpdatesPerSecond);
        _load.AddRange(_wearables.Select(wearable => wearable.WearAsync(pace, _over.Token)));
        _load.Add(_desk.WorkAsync(TrainersPace, _over.Token));
    }

    // A fault of the rig's own must not look like a server that does not come back.
    private async Task WhileLoadedAsync(Task awaited)
    {
        var ended = Task.WhenAny(_load);
        if (await Task.WhenAny(awaited, ended).WaitAsync(Patience) == ended)
        {
            await await ended;
        }

        await awaited;
    }

    private async Task<T> WhileLoadedAsync<T>(Task<T> awaited)
    {
        await WhileLoadedAsync((Task)awaited);
        return await awaited;
    }
}
