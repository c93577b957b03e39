using System.Globalization;
using TrainingHub.Client;

namespace TrainingHub.Tests.Web.Demo;

public sealed class RecordingsTests
{
    private const int RowsEach = 3;

    // What each recording's cadence is, read off the device's own manual rather than with the code under test.
    private static readonly Dictionary<string, (string Property, double Factor)> Cadence = new()
    {
        ["running"] = ("cadence", 2),
        ["rowing"] = ("strokeRate", 1),
        ["cycling"] = ("cadence", 1),
        ["strength"] = ("cadence", 1),
    };

    [SkippableFact]
    public async Task Twelve_athletes_play_real_recordings_and_a_watcher_receives_the_values_of_the_files()
    {
        var folder = SharedData.Find("recordings");
        Skip.If(folder is null, "The recordings (../shared/data/recordings) are not here.");
        await using var demo = await DemoWatch.StartAsync(web => web.UseSetting("demo-recordings", folder!));
        var session = await demo.JoinAsync();
        var files = Directory.GetFiles(folder!, "*.csv").Order(StringComparer.Ordinal).Take(12).Select(file => new RecordedFile(file)).ToList();
        var players = demo.Team.Players.Index().ToDictionary(player => player.Item.UserId, player => new Playback(files[player.Index]));

        foreach (var player in session.Players.Where(player => player.Metrics is not null))
        {
            players[player.PlayerId].Take(player.Metrics!);
        }

        while (players.Values.Any(player => player.RowsSeen < RowsEach))
        {
            foreach (var player in (await demo.Log.NextAsync<TrainingEvent.MetricsChanged>()).Players)
            {
                players[player.PlayerId!].Take(player);
            }
        }
    }

    /// <summary>Follows one player, and finds what is shown of them in the rows of their file.</summary>
    private sealed class Playback(RecordedFile file)
    {
        private readonly Dictionary<string, double?> _shown = [];
        private int _row = -1;

        public int RowsSeen { get; private set; }

        public void Take(PlayerMetrics changed)
        {
            if (!changed.HeartRate.IsGiven && !changed.Power.IsGiven && !changed.Speed.IsGiven && !changed.Cadence.IsGiven && !changed.StrokeRate.IsGiven)
            {
                return; // a sample that came late is recorded and not shown: the update says only that the player is there
            }

            Apply("heartRate", changed.HeartRate);
            Apply("power", changed.Power);
            Apply("speed", changed.Speed);
            Apply("cadence", changed.Cadence);
            Apply("strokeRate", changed.StrokeRate);
            var row = file.Rows.FindIndex(_row + 1, row => row.All(value => _shown.GetValueOrDefault(value.Key) == value.Value) && _shown.Count(value => value.Value is not null) == row.Count(value => value.Value is not null));
            Assert.True(row >= 0, $"{file.Name} has no row after {_row} with {string.Join(", ", _shown)}.");
            _row = row;
            RowsSeen++;
        }

        private void Apply(string name, Optional<double?> value)
        {
            if (value.IsGiven)
            {
                _shown[name] = value.Value;
            }
        }
    }

    private sealed class RecordedFile
    {
        public RecordedFile(string file)
        {
            Name = Path.GetFileNameWithoutExtension(file);
            var (cadence, factor) = Cadence[Name.Split('-')[1]];
            var lines = File.ReadAllLines(file).Select(line => line.Split(',')).ToList();
            Rows = [.. lines.Skip(1).Select(cells => new Dictionary<string, double?>
            {
                ["heartRate"] = Cell(lines[0], cells, "heart_rate_bpm") is { } bpm and >= 20 and <= 260 ? bpm : null,
                ["power"] = Cell(lines[0], cells, "power_w"),
                ["speed"] = Cell(lines[0], cells, "speed_mps"),
                [cadence] = Cell(lines[0], cells, "cadence_rpm") * factor,
            })];
        }

        public string Name { get; }

        public List<Dictionary<string, double?>> Rows { get; }

        private static double? Cell(string[] header, string[] cells, string name)
            => cells[Array.IndexOf(header, name)] is { Length: > 0 } cell ? double.Parse(cell, CultureInfo.InvariantCulture) : null;
    }
}
