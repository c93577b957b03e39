using TrainingHub.Bench.Faults;
using TrainingHub.Bench.Prepare;

namespace TrainingHub.Bench.Load;

/// <summary>A server of its own, on data that was prepared for one load and is thrown away with it.</summary>
internal sealed class LoadedServer : IAsyncDisposable
{
    // Fewer than the server lets one user have.
    private const int WatchersPerObserver = 15;

    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _process;
    private readonly int _players, _watchers;

    private LoadedServer(DirectoryInfo folder, PreparedLoad prepared, ServerProcess process, int players, int watchers)
        => (_folder, Prepared, _process, _players, _watchers) = (folder, prepared, process, players, watchers);

    public PreparedLoad Prepared { get; }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <param name="players">Of each session.</param>
    /// <param name="watchers">Of each session.</param>
    /// <param name="published">The path of the server's <c>TrainingHub.Web.dll</c>; null for the one beside this program.</param>
    public static async Task<LoadedServer> StartAsync(int sessions, int players, int watchers, CancellationToken cancellationToken, string? published = null)
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-load-");
        var observers = Math.Max(1, (watchers + WatchersPerObserver - 2) / WatchersPerObserver); // the trainer watches too
        var prepared = await PrepareCommand.PrepareAsync(folder.FullName, sessions, players, observers, cancellationToken);
        var process = published is null
            ? ServerProcess.Start(folder.FullName, DataUnderWork.IssuerSetting)
            : ServerProcess.StartPublished(published, folder.FullName, DataUnderWork.IssuerSetting);
        return new LoadedServer(folder, prepared, process, players, watchers);
    }

    /// <inheritdoc cref="ServerProcess.Complaints"/>
    public IReadOnlyList<string> Complaints() => _process.Complaints();

    /// <inheritdoc cref="ServerProcess.Lives"/>
    public bool Lives => _process.Lives;

    /// <inheritdoc cref="ServerProcess.ListeningAsync"/>
    public Task<Uri> ListeningAsync() => _process.ListeningAsync();

    /// <summary>Puts all of them to work.</summary>
    public Task<LoadReport> LoadAsync(string protocol, int connectionsPerSecond, TimeSpan warmUp, TimeSpan measured, CancellationToken cancellationToken)
        => LoadAsync(Prepared, protocol, connectionsPerSecond, warmUp, measured, until: null, cancellationToken);

    /// <summary>Puts one session to work.</summary>
    /// <param name="until">Ends the measured time before its end; null where nothing does.</param>
    public Task<LoadReport> LoadAsync(PreparedSession session, TimeSpan warmUp, TimeSpan measured, Task? until, CancellationToken cancellationToken)
        => LoadAsync(new PreparedLoad([session]), "json", connectionsPerSecond: 1000, warmUp, measured, until, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<LoadReport> LoadAsync(
        PreparedLoad load, string protocol, int connectionsPerSecond, TimeSpan warmUp, TimeSpan measured, Task? until, CancellationToken cancellationToken)
    {
        var settings = new LoadSettings(
            await ListeningAsync(), Id, load, load.Sessions.Length, _players, _watchers, protocol, connectionsPerSecond, warmUp, measured, until);
        return await LoadRun.RunAsync(settings, cancellationToken);
    }
}
