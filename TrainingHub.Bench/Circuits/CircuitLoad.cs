using System.Diagnostics;

namespace TrainingHub.Bench.Circuits;

/// <summary>A copy of <c>load-circuits.mjs</c> with its packages, thrown away at the end: it needs Node.js with npm.</summary>
internal sealed class CircuitLoad : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-circuits-");

    /// <param name="source">The folder that holds the load and its <c>package.json</c>.</param>
    public static async Task<CircuitLoad> InstallAsync(string source, CancellationToken cancellationToken)
    {
        var load = new CircuitLoad();
        foreach (var name in (string[])["load-circuits.mjs", "package.json"])
        {
            File.Copy(Path.Combine(source, name), Path.Combine(load._folder.FullName, name));
        }

        await load.RunAsync("npm", ["install", "--no-audit", "--no-fund"], cancellationToken);
        return load;
    }

    /// <summary>Opens the circuits one after another, and measures them for a while.</summary>
    /// <param name="path">Of the page, from the root.</param>
    /// <param name="cookie"><c>name=value</c>.</param>
    public async Task<CircuitFigures> OpenAsync(Uri server, int serverId, string path, int circuits, TimeSpan measured, string cookie, CancellationToken cancellationToken)
        => CircuitFigures.Parse(await RunAsync(
            "node",
            ["load-circuits.mjs", server.GetLeftPart(UriPartial.Authority), $"{serverId}", path, $"{circuits}", $"{(int)measured.TotalSeconds}", cookie],
            cancellationToken));

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? (await output).Trim() : throw new InvalidOperationException($"{program} failed. {await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
