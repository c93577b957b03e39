using System.Diagnostics;
using TrainingHub.Web.Commands;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>The commands as an operator gives them.</summary>
internal static class Ops
{
    /// <summary>Runs a command that must succeed.</summary>
    public static async Task MustAsync(string data, params string[] command) => Assert.Equal(0, await CommandLine.RunAsync([.. command, "--Data:Directory", data]));

    /// <summary>Runs a command that must be refused, and answers the sentence.</summary>
    public static async Task<string> RefusedAsync(string data, params string[] command)
        => (await Assert.ThrowsAsync<StartupRefusedException>(() => CommandLine.RunAsync([.. command, "--Data:Directory", data]))).Message;

    /// <summary>Starts the program as a process of its own.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TrainingHub.Web.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        return Process.Start(start)!;
    }
}
