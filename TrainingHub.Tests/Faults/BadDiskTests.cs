using TrainingHub.Bench.Faults;
using Xunit.Abstractions;

namespace TrainingHub.Tests.Faults;

/// <summary>A disk that is full, and one that can only be read.</summary>
public sealed class BadDiskTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task A_full_disk_is_told_as_unavailable_and_when_it_has_room_again_the_session_goes_on()
    {
        await using var disk = await MountAsync();

        await ShortRun.HoldsAsync(Path.Combine(disk.Path, "data"), output, ("full disk", Injections.FullDisk(disk)));
    }

    [SkippableFact]
    public async Task On_a_read_only_disk_the_server_says_why_it_does_not_start_and_nothing_is_lost()
    {
        await using var disk = await MountAsync();

        await ShortRun.HoldsAsync(Path.Combine(disk.Path, "data"), output, ("read-only disk", Injections.ReadOnlyDisk(disk)));
    }

    private static async Task<SmallDisk> MountAsync()
    {
        var (disk, reason) = await SmallDisk.TryMountAsync();
        Skip.If(disk is null, reason);
        return disk!;
    }
}
