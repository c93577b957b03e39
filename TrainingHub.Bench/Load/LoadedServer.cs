using TrainingHub.Bench.Faults;
using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Load;

/// <summary>A server of its own, on data that was prepared for one load and is thrown away with it.</summary>
internal sealed class LoadedServer : IAsyncDisposable
{
    // Fewer than the server lets one user have.
    private const int WatchersPerObserver = 15;

    private readonly DirectoryInfo _folder;
    private readonly PreparedLoad _prepared;
    private readonly ServerProcess _process;
    private readonly int _players, _watchers;

    private LoadedServer(DirectoryInfo folder, PreparedLoad prepared, ServerProcess process, int players, int watchers)
        => (_folder, _prepared, _process, _players, _watchers) = (folder, prepared, process, players, watchers);

    /// <param name="players">Of each session.</param>
    /// <param name="watchers">Of each session.</param>
    public static async Task<LoadedServer> StartAsync(int sessions, int players, int watchers, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-load-");
        var observers = Math.Max(1, (watchers + WatchersPerObserver - 2) / WatchersPerObserver); // the trainer watches too
        var prepared = await PrepareCommand.PrepareAsync(folder.FullName, sessions, players, observers, cancellationToken);
        return new LoadedServer(folder, prepared, ServerProcess.Start(folder.FullName, DataUnderWork.IssuerSetting), players, watchers);
    }

    /// <summary>Puts all of them to work.</summary>
    public async Task<LoadReport> LoadAsync(string protocol, int connectionsPerSecond, TimeSpan warmUp, TimeSpan measured, CancellationToken cancellationToken)
    {
        var settings = new LoadSettings(
            await _process.ListeningAsync(), _process.Id, _prepared, _prepared.Sessions.Length, _players, _watchers, protocol, connectionsPerSecond, warmUp, measured);
        return await LoadRun.RunAsync(settings, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
