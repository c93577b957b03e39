using System.Diagnostics.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Data;
using TrainingHub.Web.Hubs;

namespace TrainingHub.Web.Telemetry;

/// <summary>How things stand now; looked at when someone asks, and only then.</summary>
public sealed class ServerGauges
{
    private readonly ISessions _sessions;
    private readonly HubPeers _peers;
    private readonly CircuitCount _circuits;
    private readonly DataDirectory _data;

    public ServerGauges(Meter meter, ISessions sessions, HubPeers peers, CircuitCount circuits, DataDirectory data)
    {
        (_sessions, _peers, _circuits, _data) = (sessions, peers, circuits, data);
        meter.CreateObservableUpDownCounter<int>("traininghub.sessions", Sessions, "{session}", "Sessions in memory, by status");
        meter.CreateObservableUpDownCounter<int>("traininghub.connections", Connections, "{connection}", "Hub connections, by the role in which they joined");
        meter.CreateObservableUpDownCounter<int>("traininghub.circuits", Circuits, "{circuit}", "Open pages: with a browser, or waiting for theirs to come back");
        meter.CreateObservableGauge<long>("traininghub.data.size", Sizes, "By", "Bytes of the databases in the data directory, their logs included");
        meter.CreateObservableGauge<long>("traininghub.disk.free", Free, "By", "Bytes that are free for the data directory");
    }

    private IEnumerable<Measurement<int>> Sessions()
    {
        var counts = _sessions.InMemory.CountBy(state => state.Status).ToDictionary();
        return Enum.GetValues<SessionStatus>().Select(status => Tagged(counts.GetValueOrDefault(status), "status", status.ToString().ToLowerInvariant()));
    }

    private IEnumerable<Measurement<int>> Connections()
    {
        var counts = _peers.CountByRole();
        return new AudienceKind?[] { AudienceKind.Staff, AudienceKind.Observer, AudienceKind.Player, null }
            .Select(kind => Tagged(counts.GetValueOrDefault(RoleWords.Of(kind)), "role", RoleWords.Of(kind)));
    }

    private Measurement<int>[] Circuits() => [Tagged(_circuits.Connected, "state", "connected"), Tagged(_circuits.Waiting, "state", "waiting")];

    private Measurement<long>[] Sizes() => [Tagged(SizeOf(_data.Journal), "file", "journal"), Tagged(SizeOf(_data.Database), "file", "database")];

    // Where the disk does not answer there is no figure; the rest of them is wanted all the more.
    private IEnumerable<Measurement<long>> Free()
    {
        try
        {
            return [new Measurement<long>(new DriveInfo(_data.Path).AvailableFreeSpace)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long SizeOf(string database) => LengthOf(database) + LengthOf(database + "-wal");

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static Measurement<T> Tagged<T>(T value, string tag, string word) where T : struct => new(value, new KeyValuePair<string, object?>(tag, word));
}
