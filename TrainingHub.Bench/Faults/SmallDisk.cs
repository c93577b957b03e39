using System.Diagnostics;

namespace TrainingHub.Bench.Faults;

/// <summary>A file system in memory of a few megabytes, to be filled and to be made read-only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 24;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Mounts one on a new temporary folder; where that may not be done, says why.</summary>
    public static async Task<(SmallDisk? Disk, string? Reason)> TryMountAsync()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-disk-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0700", "tmpfs", folder) is { } error)
        {
            Directory.Delete(folder);
            return (null, $"A small file system cannot be mounted here: {error}");
        }

        return (new SmallDisk(folder), null);
    }

    /// <summary>Takes every byte that is left.</summary>
    public async Task FillAsync()
    {
        await using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1024 * 1024; size > 0; size /= 2)
        {
            try
            {
                while (true)
                {
                    await file.WriteAsync(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    public void Free() => File.Delete(Filler);

    /// <param name="mode"><c>ro</c> or <c>rw</c>; nobody may have a file open for writing.</param>
    public async Task RemountAsync(string mode)
    {
        if (await RunAsync("mount", "-o", $"remount,{mode}", Path) is { } error)
        {
            throw new IOException(error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (await RunAsync("umount", Path) is { } error)
        {
            throw new IOException(error);
        }

        Directory.Delete(Path);
    }

    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
