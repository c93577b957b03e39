using TrainingHub.Bench.Faults;
using Xunit.Abstractions;

namespace TrainingHub.Tests.Faults;

/// <summary>What networks do, and a second server on the data of the first, under load.</summary>
public sealed class BadNetworkTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traininghub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Nothing_is_lost_when_connections_are_cut_halved_stalled_and_slow()
        => ShortRun.HoldsAsync(
            _folder, output,
            ("cut", Injections.Network(NetworkFault.Cut)),
            ("cut in a frame", Injections.Network(NetworkFault.CutInFrame)),
            ("only the server is heard", Injections.Network(NetworkFault.HalveUp)),
            ("only the client is heard", Injections.Network(NetworkFault.HalveDown)),
            ("stalled", Injections.Stall(TimeSpan.Zero)),
            ("slow", Injections.Delay(TimeSpan.FromMilliseconds(50), calls: 50)));

    [Fact]
    public Task A_second_process_on_the_data_directory_refuses_to_start_says_why_and_harms_nothing()
        => ShortRun.HoldsAsync(_folder, output, ("a second process", Injections.SecondProcessAsync));
}
