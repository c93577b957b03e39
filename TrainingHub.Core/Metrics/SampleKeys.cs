using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Core.Metrics;

/// <summary>Which samples of a player are stored, by device and the instant as sent: what came twice, by whichever way, is stored once.</summary>
/// <param name="ByDevice">Of a device without an id under the empty text.</param>
public sealed record SampleKeys(ImmutableDictionary<string, InstantSet> ByDevice)
{
    public static SampleKeys None { get; } = new(ImmutableDictionary<string, InstantSet>.Empty);

    public bool Holds(string? deviceId, DateTimeOffset timestamp) => ByDevice.GetValueOrDefault(deviceId ?? "")?.Contains(timestamp) ?? false;

    public SampleKeys Add(string? deviceId, DateTimeOffset timestamp)
        => new(ByDevice.SetItem(deviceId ?? "", ByDevice.GetValueOrDefault(deviceId ?? "", InstantSet.Empty).Add(timestamp)));

    public SampleKeys Add(ImmutableArray<LateSample> samples)
    {
        var devices = ByDevice.ToBuilder();
        foreach (var device in samples.GroupBy(sample => sample.DeviceId ?? ""))
        {
            var instants = device.Select(sample => sample.Timestamp.UtcTicks).ToList();
            devices[device.Key] = devices.GetValueOrDefault(device.Key, InstantSet.Empty).Union(CollectionsMarshal.AsSpan(instants));
        }

        return new SampleKeys(devices.ToImmutable());
    }
}
