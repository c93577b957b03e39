using System.Globalization;
using TrainingHub.Bench.Load;

namespace TrainingHub.Bench.Growth;

/// <summary>What an update cost at one size.</summary>
/// <param name="Dimension">What grows: <c>players</c>, <c>watchers</c> (both of each session) or <c>sessions</c>.</param>
/// <param name="CpuMicros">Of the server, an update.</param>
/// <param name="Messages">That the server sent, an update: answers, events to watchers and to players.</param>
/// <param name="P99Ms">To a watcher.</param>
internal sealed record GrowthPoint(string Dimension, int Sessions, int Players, int Watchers, double UpdatesPerSecond, double CpuMicros, double Messages, double P99Ms)
{
    public const string Header = "dimension,sessions,players,watchers,updates_per_second,cpu_micros_per_update,messages_per_update,p99_ms";

    /// <summary>How large it is in the dimension that grows.</summary>
    public int Size => Dimension switch
    {
        "players" => Players,
        "watchers" => Watchers,
        _ => Sessions,
    };

    public static GrowthPoint Of(GrowthSize size, LoadReport report)
        => new(size.Dimension, size.Sessions, size.Players, size.Watchers, report.PerSecond, report.CpuMicrosPerUpdate, report.MessagesPerUpdate, report.P99ms);

    /// <exception cref="FormatException">It is no line of such a file.</exception>
    public static GrowthPoint Parse(string line)
    {
        var fields = line.Split(',');
        return fields.Length == 8
            ? new(fields[0], (int)Number(fields[1]), (int)Number(fields[2]), (int)Number(fields[3]), Number(fields[4]), Number(fields[5]), Number(fields[6]), Number(fields[7]))
            : throw new FormatException($"'{line}' is no point of a curve.");
    }

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Dimension},{Sessions},{Players},{Watchers},{UpdatesPerSecond},{CpuMicros},{Messages},{P99Ms}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A size to measure at; players and watchers are those of each session.</summary>
internal sealed record GrowthSize(string Dimension, int Sessions, int Players, int Watchers);
