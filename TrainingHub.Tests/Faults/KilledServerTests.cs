using TrainingHub.Bench.Faults;
using Xunit.Abstractions;

namespace TrainingHub.Tests.Faults;

/// <summary><c>kill -9</c> in mid-session, under load: what was acknowledged is there once, and the session goes on for everybody without anyone pressing anything.</summary>
public sealed class KilledServerTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traininghub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Nothing_is_lost_when_the_server_is_killed_again_and_again()
        => ShortRun.HoldsAsync(_folder, output, ("kill -9", Injections.KillAsync), ("kill -9", Injections.KillAsync), ("kill -9", Injections.KillAsync));
}
