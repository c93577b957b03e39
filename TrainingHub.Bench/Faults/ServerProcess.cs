using System.Diagnostics;
using System.Text;

namespace TrainingHub.Bench.Faults;

/// <summary>The server as an operator starts it: a process of its own, with what it prints.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly List<string> _complaints = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts it; settings are <c>--name=value</c>.</summary>
    public static ServerProcess Start(string dataDirectory, params string[] arguments)
        => StartPublished(Path.Combine(AppContext.BaseDirectory, "TrainingHub.Web.dll"), dataDirectory, arguments);

    /// <summary>Starts another build of it.</summary>
    /// <param name="assembly">The path of its <c>TrainingHub.Web.dll</c>.</param>
    public static ServerProcess StartPublished(string assembly, string dataDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(assembly))!,
        };
        string[] all = [Path.GetFullPath(assembly), $"--Data:Directory={dataDirectory}", .. arguments];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        if (!arguments.Any(argument => argument.StartsWith("--urls=", StringComparison.Ordinal)))
        {
            start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        }

        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server.Run();
        return server;
    }

    /// <summary>The lines of its log so far that say that something failed in it.</summary>
    public IReadOnlyList<string> Complaints()
    {
        lock (_complaints)
        {
            return [.. _complaints];
        }
    }

    /// <summary>Whether it still runs.</summary>
    public bool Lives => !_process.HasExited;

    /// <summary>The address it listens on, once it does.</summary>
    public Task<Uri> ListeningAsync() => _listening.Task.WaitAsync(Patience);

    /// <summary>Its exit code and what it wrote on standard error, once it has ended by itself.</summary>
    public async Task<(int Code, string Errors)> EndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, Errors());
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as <c>kill -TERM</c> does, and answers as <see cref="EndedAsync"/>.</summary>
    public async Task<(int Code, string Errors)> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        return await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Run()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The server ended before it listened. {Errors()}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    // The process's end and its last words come on different threads.
    private void Note(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }

    private string Errors()
    {
        lock (_errors)
        {
            return _errors.ToString().Trim();
        }
    }

    private void Read(string? line)
    {
        const string Announcement = "Now listening on: ";
        if (line is not null && (line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal) || line.Contains("nhandled exception", StringComparison.Ordinal)))
        {
            lock (_complaints)
            {
                _complaints.Add(line);
            }
        }

        if (line?.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var at)
        {
            _listening.TrySetResult(new Uri(line[(at + Announcement.Length)..].Trim()));
        }
    }
}
