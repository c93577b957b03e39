using System.Globalization;

namespace TrainingHub.Bench.Load;

/// <summary>What a process costs, seen from outside: out of Linux's <c>/proc</c>.</summary>
internal sealed class ProcessMeter(int processId)
{
    private const double TicksPerSecond = 100; // USER_HZ

    /// <summary>Processor time of all its threads so far, user and system.</summary>
    public TimeSpan Cpu() => CpuOf(File.ReadAllText($"/proc/{processId}/stat"));

    /// <summary>Resident memory, MiB.</summary>
    public double RssMiB() => RssMiBOf(File.ReadAllText($"/proc/{processId}/status"));

    // The program's name stands in parentheses, and may hold spaces and parentheses itself.
    internal static TimeSpan CpuOf(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    internal static double RssMiBOf(string status)
    {
        const string Name = "VmRSS:";
        var line = status.Split('\n').First(line => line.StartsWith(Name, StringComparison.Ordinal));
        return Number(line[Name.Length..^"kB".Length].Trim()) / 1024;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
