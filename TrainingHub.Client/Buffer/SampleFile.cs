using System.Text.Json;

namespace TrainingHub.Client;

/// <summary>
/// Waiting samples on disk: a line of JSON for each that came, <c>{"n":7,"sample":{…}}</c>, and one for those that wait no more, <c>{"done":[5,6]}</c>.
/// A line is on the disk itself before the next is written; what a torn last line held was not yet promised to be kept. Not safe from several threads.
/// </summary>
internal sealed class SampleFile(string path) : IDisposable
{
    private FileStream? _stream;

    /// <summary>Lines in the file.</summary>
    public int Lines { get; private set; }

    /// <summary>What waits in a file, oldest first, and how many lines before the last could not be read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static (IReadOnlyCollection<Sample> Waiting, int Damaged) Read(string path)
    {
        if (!File.Exists(path))
        {
            return ([], 0);
        }

        var waiting = new SortedDictionary<long, Sample>();
        var (damaged, lastTorn) = (0, false);
        foreach (var text in File.ReadLines(path))
        {
            damaged += lastTorn ? 1 : 0;
            lastTorn = !Apply(text, waiting);
        }

        return (waiting.Values, damaged);
    }

    /// <summary>Replaces the file by one that holds what waits, and nothing else.</summary>
    public void Rewrite(IReadOnlyCollection<WaitingSample> waiting)
    {
        _stream?.Dispose();
        _stream = null;
        var temporary = path + ".new";
        using (var stream = Open(temporary, FileMode.Create))
        {
            Write(stream, waiting, []);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        _stream = Open(path, FileMode.Append);
        Lines = waiting.Count;
    }

    /// <summary>Adds lines. Returns when they are on the disk, save where they only take samples away: those that come back for want of it are duplicates to the server.</summary>
    public void Append(IReadOnlyCollection<WaitingSample> came, IReadOnlyCollection<long> done)
    {
        var stream = _stream ?? throw new IOException("The file is not open.");
        Write(stream, came, done);
        Lines += came.Count + (done.Count > 0 ? 1 : 0);
        stream.Flush(flushToDisk: came.Count > 0);
    }

    public void Dispose() => _stream?.Dispose();

    private static bool Apply(string text, SortedDictionary<long, Sample> waiting)
    {
        Line? line;
        try
        {
            line = JsonSerializer.Deserialize<Line>(text, HubJson.Options);
        }
        catch (JsonException)
        {
            return false;
        }

        if (line is { N: { } number, Sample: { } sample })
        {
            waiting[number] = sample;
            return true;
        }

        foreach (var gone in line?.Done ?? [])
        {
            waiting.Remove(gone);
        }

        return line?.Done is not null;
    }

    private static void Write(FileStream stream, IReadOnlyCollection<WaitingSample> came, IReadOnlyCollection<long> done)
    {
        var lines = new MemoryStream();
        foreach (var line in came.Select(sample => new Line(sample.Number, sample.Sample, null)).Concat(done.Count > 0 ? [new Line(null, null, done)] : []))
        {
            JsonSerializer.Serialize(lines, line, HubJson.Options);
            lines.WriteByte((byte)'\n');
        }

        lines.WriteTo(stream);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private sealed record Line(long? N, Sample? Sample, IReadOnlyCollection<long>? Done);
}
