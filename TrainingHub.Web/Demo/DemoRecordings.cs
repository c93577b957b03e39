using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TrainingHub.Core.Athletes;
using TrainingHub.Core.Players;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Demo;

/// <summary>A recording, and what is known of the athlete who made it.</summary>
public sealed record DemoRecording(Recording Recording, Thresholds Thresholds);

/// <summary>
/// Reads the recordings of a folder (<c>--demo-recordings DIR</c>): its <c>*.csv</c> by name, and beside the folder a <c>manifest.json</c> that says each one's sport and athlete.
/// Without it a recording is one of cycling, and its athlete's thresholds are unknown. The files are read where they are, and nothing of them is kept.
/// </summary>
public static class DemoRecordings
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <exception cref="StartupRefusedException">The folder or a file in it cannot be read.</exception>
    public static ImmutableArray<DemoRecording> Read(string directory)
    {
        try
        {
            var files = Directory.GetFiles(directory, "*.csv").Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
            {
                throw new StartupRefusedException($"The folder '{directory}' of --demo-recordings holds no *.csv file.");
            }

            var manifest = ReadManifest(Path.Combine(directory, "..", "manifest.json"));
            return [.. files.Select(file => Read(file, manifest.Recordings.FirstOrDefault(entry => Path.GetFileName(entry.Csv) == Path.GetFileName(file))))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupRefusedException($"The recordings in '{directory}' (--demo-recordings) cannot be read: {error.Message}", error);
        }
    }

    private static Manifest ReadManifest(string file)
        => File.Exists(file) ? JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(file), Json) ?? new Manifest([]) : new Manifest([]);

    private static DemoRecording Read(string file, Entry? entry)
    {
        var athlete = entry?.AthleteNominal;
        try
        {
            return new DemoRecording(
                Recording.Parse(File.ReadLines(file), entry?.Sport ?? Sport.Cycling),
                new Thresholds(athlete?.HrMax, athlete?.HrRest, null, athlete?.FtpW, athlete?.WeightKg));
        }
        catch (FormatException error)
        {
            throw new StartupRefusedException($"'{file}' is not a recording: {error.Message}", error);
        }
    }

    private sealed record Manifest(ImmutableArray<Entry> Recordings);

    private sealed record Entry(string? Csv, Sport? Sport, Athlete? AthleteNominal);

    private sealed record Athlete(double? HrMax, double? HrRest, double? FtpW, double? WeightKg);
}
