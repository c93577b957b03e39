using System.ComponentModel;
using System.Diagnostics;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>Runs a script of the folder <c>JavaScript</c> with Node.js, its packages installed as the lock file says.</summary>
internal static class Node
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "JavaScript");

    /// <summary>The script's standard output. Skips the test where Node.js or its packages are not to be had; with <c>CI=true</c> fails it.</summary>
    public static async Task<string> RunAsync(string script, string input)
    {
        if (await MissingAsync() is { } reason)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Skip.If(true, reason);
        }

        var (exit, output, error) = await StartAsync("node", [script], input);
        Assert.True(exit == 0, error);
        return output;
    }

    private static async Task<string?> MissingAsync()
    {
        try
        {
            var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
            if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            {
                return null;
            }

            var (exit, _, error) = await StartAsync("npm", ["ci", "--no-audit", "--no-fund"], "");
            return exit == 0 ? null : $"npm could not install the JavaScript client: {error}";
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed; the JavaScript client's test needs node and npm.";
        }
    }

    private static async Task<(int Exit, string Output, string Error)> StartAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Patience}.");
        }
    }
}
