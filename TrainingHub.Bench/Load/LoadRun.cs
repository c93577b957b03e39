using System.Collections.Concurrent;
using System.Collections.Frozen;
using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Load;

/// <summary>The work of <c>../shared/bench/load-signalr.mjs</c> by bare sockets: watchers come, trainers start, players join and send a sample each 2.05 s at a random phase.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    /// <summary>Between two samples of a player: as often as the limit allows.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(2050);

    private const int ConnectingAtOnce = 16, PingSeconds = 15;
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1), _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeProvider _time = TimeProvider.System;

    private readonly LoadSettings _settings;
    private readonly LoadTally _tally = new();
    private readonly ProcessMeter _server;
    private readonly List<LoadPlayer> _players = [];
    private readonly List<LoadWatcher> _watchers = [];
    private readonly ConcurrentQueue<LoadMember> _joined = [];
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _sending;

    private LoadRun(LoadSettings settings)
    {
        (_settings, _server) = (settings, new ProcessMeter(settings.ServerId));
        var wire = HubWire.Of(settings.Protocol);
        foreach (var session in settings.Prepared.Sessions.Take(settings.Sessions))
        {
            List<LoadPlayer> players = [.. session.Players.Take(settings.Players)
                .Select((player, place) => new LoadPlayer(_tally, wire, session.SessionId, player.PlayerId, player.Token, _players.Count + place))];
            var byId = players.ToFrozenDictionary(player => player.PlayerId);
            _players.AddRange(players);
            _watchers.AddRange(Enumerable.Range(0, settings.Watchers)
                .Select(index => new LoadWatcher(_tally, wire, session.SessionId, index == 0, TokenOf(session, index), byId)));
        }
    }

    /// <exception cref="InvalidOperationException">Somebody was not let in.</exception>
    public static async Task<LoadReport> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        await using var run = new LoadRun(settings);
        return await run.RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var member in _joined)
        {
            await member.DisposeAsync();
        }

        _ending.Dispose();
    }

    // A user may have only so many connections: observers take turns.
    private static string TokenOf(PreparedSession session, int watcher) => watcher == 0 ? session.Trainer : session.Observers[(watcher - 1) % session.Observers.Length];

    private async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var rssBefore = _server.RssMiB();
        var pinging = PingAsync();
        await JoinAsync(_watchers, cancellationToken);
        await JoinAsync(_players, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(stop.Token);
        await Task.Delay(_settings.WarmUp, _time, cancellationToken);
        var report = await MeasureAsync(rssBefore, cancellationToken);
        await stop.CancelAsync();
        var late = await sending;
        await AnswersAsync(cancellationToken);
        await _ending.CancelAsync();
        await pinging;
        return report with
        {
            Refused = _tally.Refused,
            LostAcks = _players.Sum(player => (long)player.Unanswered),
            LostConnections = _tally.Lost,
            SenderLateMs = Math.Round(late.TotalMilliseconds, 1),
        };
    }

    private async Task JoinAsync(IEnumerable<LoadMember> members, CancellationToken cancellationToken)
    {
        using var slots = new PeriodicTimer(TimeSpan.FromSeconds(1) / _settings.ConnectionsPerSecond, _time);
        await Parallel.ForEachAsync(
            Paced(members, slots, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken },
            async (member, token) =>
            {
                await member.JoinAsync(_settings.Server, token);
                _joined.Enqueue(member);
            });
    }

    private static async IAsyncEnumerable<LoadMember> Paced(IEnumerable<LoadMember> members, PeriodicTimer slots, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var member in members)
        {
            await slots.WaitForNextTickAsync(cancellationToken);
            yield return member;
        }
    }

    /// <returns>How late the latest sample was sent.</returns>
    private async Task<TimeSpan> SendAsync(CancellationToken stop)
    {
        var round = new Round(_players.Count, Period, new Random());
        var heart = 0;
        var began = _time.GetTimestamp();
        using var timer = new PeriodicTimer(_tick, _time);
        _sending = true;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                round.Run(_time.GetElapsedTime(began), player => _players[player].SendNext(90 + (heart++ % 90), _time));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the end of the measured time
        }

        return round.Latest;
    }

    private async Task<LoadReport> MeasureAsync(double rssBefore, CancellationToken cancellationToken)
    {
        var (rssStart, cpu, own, began) = (_server.RssMiB(), _server.Cpu(), Environment.CpuUsage.TotalTime, _time.GetTimestamp());
        _tally.Measuring = true;
        var minutes = new List<double>();
        for (var left = _settings.Measured - TimeSpan.FromMinutes(1); left >= TimeSpan.Zero && _settings.Until?.IsCompleted != true; left -= TimeSpan.FromMinutes(1))
        {
            await WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            minutes.Add(Rounded(_server.RssMiB()));
        }

        await WaitAsync(_settings.Measured - TimeSpan.FromMinutes(minutes.Count), cancellationToken);
        _tally.Measuring = false;
        var (spent, took) = (_server.Cpu() - cpu, _time.GetElapsedTime(began));
        return new LoadReport
        {
            Protocol = _settings.Protocol,
            Sessions = _settings.Sessions,
            Players = _settings.Players,
            Watchers = _settings.Watchers,
            Updates = _tally.Updates,
            Seconds = Math.Round(took.TotalSeconds, 2),
            PerSecond = Math.Round(_tally.Updates / took.TotalSeconds),
            Delivered = _tally.Delivery.Count,
            P50ms = _tally.Delivery.Quantile(0.5),
            P99ms = _tally.Delivery.Quantile(0.99),
            MaxMs = _tally.Delivery.Quantile(1),
            AckP50ms = _tally.Answering.Quantile(0.5),
            AckP99ms = _tally.Answering.Quantile(0.99),
            AckMaxMs = _tally.Answering.Quantile(1),
            ServerCpuSeconds = Math.Round(spent.TotalSeconds, 2),
            CpuMicrosPerUpdate = Math.Round(spent.TotalMicroseconds / _tally.Updates),
            RssBeforeMiB = Rounded(rssBefore),
            RssStartMiB = Rounded(rssStart),
            RssMinutesMiB = minutes,
            RssMiB = Rounded(_server.RssMiB()),
            Connections = _players.Count + _watchers.Count,
            WatcherBytes = _tally.WatcherBytes,
            Answers = _tally.Messages.Answers,
            EventsToWatchers = _tally.Messages.ToWatchers,
            EventsToPlayers = _tally.Messages.ToPlayers,
            LoadCpuSeconds = Math.Round((Environment.CpuUsage.TotalTime - own).TotalSeconds, 2),
        };
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var waiting = Task.Delay(time, _time, cancellationToken);
        await await (_settings.Until is { } until ? Task.WhenAny(waiting, until) : Task.FromResult(waiting));
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100), _time);
        var began = _time.GetTimestamp();
        while (_players.Exists(player => player.Unanswered > 0) && _time.GetElapsedTime(began) < _patience)
        {
            await look.WaitForNextTickAsync(cancellationToken);
        }
    }

    // Players who send are heard anyhow.
    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        try
        {
            for (var second = 0; await timer.WaitForNextTickAsync(_ending.Token); second++)
            {
                foreach (var (index, member) in _joined.Index())
                {
                    if (index % PingSeconds == second % PingSeconds && !(_sending && member is LoadPlayer))
                    {
                        member.Ping();
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // the end of the run
        }
    }

    private static double Rounded(double mib) => Math.Round(mib, 1);
}
