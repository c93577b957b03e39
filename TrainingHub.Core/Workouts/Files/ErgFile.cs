using System.Collections.Immutable;
using System.Globalization;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>
/// .erg and .mrc, the text files of CompuTrainer and GoldenCheetah: a <c>[COURSE HEADER]</c> of <c>KEY = value</c> lines that ends in the columns' names
/// (<c>MINUTES WATTS</c> or <c>MINUTES PERCENT</c>), and <c>[COURSE DATA]</c> of points (minute, value). Between points the value is linear; two points at one time are a step.
/// </summary>
/// <remarks>An .erg's watts are for the FTP in its header: they become % of FTP, so that each player gets their own, as GoldenCheetah scales them. Without that FTP they stay watts.</remarks>
internal static class ErgFile
{
    private static readonly char[] _between = [' ', '\t', ',', ';'];

    public static WorkoutFileResult Read(ReadOnlyMemory<byte> content, bool isPercent)
    {
        var course = Course.Read(FileText.Decode(content.Span).ReplaceLineEndings("\n").Split('\n'), isPercent);
        var notes = new List<string>();
        if (course is { IsPercent: false, Ftp: { } ftp })
        {
            notes.Add(FormattableString.Invariant($"The watts were for an FTP of {ftp} W; they became % of FTP, so that each player gets their own."));
        }

        if (course.Texts > 0)
        {
            notes.Add($"{course.Texts} texts that were to be shown at a time were left out.");
        }

        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        foreach (var (from, to) in course.Points.Zip(course.Points.Skip(1)).Where(pair => pair.Second.Seconds > pair.First.Seconds))
        {
            steps.Add(StepOf(course, from, to));
        }

        return steps.Count == 0
            ? WorkoutFileResult.Failed($"Line {course.Points[^1].Line}: the course ends where it begins; it needs two points with time between them.")
            : new WorkoutFileResult(
                new WorkoutPlan(WorkoutType.Conditioning, FileText.Description(course.Header.GetValueOrDefault("DESCRIPTION"), notes), steps.DrainToImmutable()),
                FileText.Clean(Path.GetFileNameWithoutExtension(course.Header.GetValueOrDefault("FILE NAME") ?? ""), PlanRules.NameLength), [], [.. notes], null);
    }

    private static PlanStep.Interval StepOf(Course course, Point from, Point to)
    {
        var (start, end) = (course.Target(from.Value), course.Target(to.Value));
        var middle = new IntervalTarget(start.Kind, (start.Min + end.Min) / 2, (start.Max + end.Max) / 2);
        var intensity = middle.TypicalIntensity() ?? Intensity.Moderate;
        var step = new PlanStep.Interval(NameOf(intensity), TimeSpan.FromSeconds(to.Seconds - from.Seconds), null, intensity, start, end == start ? null : end);
        return PlanRules.FaultOf(step) is { } fault ? throw new WorkoutFileException($"Line {to.Line}: {fault}") : step;
    }

    private static string NameOf(Intensity intensity) => intensity switch
    {
        Intensity.Easy => "Easy",
        Intensity.Moderate => "Steady",
        Intensity.Hard => "Hard",
        _ => "Very hard",
    };

    private readonly record struct Point(int Line, double Seconds, double Value);

    private sealed class Course
    {
        private string _section = "";

        public Dictionary<string, string> Header { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<Point> Points { get; } = [];

        public bool IsPercent { get; private set; }

        public double? Ftp { get; private set; }

        public int Texts { get; private set; }

        public static Course Read(string[] lines, bool isPercent)
        {
            var course = new Course { IsPercent = isPercent };
            for (var index = 0; index < lines.Length; index++)
            {
                if (lines[index].Trim() is { Length: > 0 } line)
                {
                    course.Take(line, index + 1);
                }
            }

            return course.Points.Count > 0 ? course
                : throw new WorkoutFileException($"Line {lines.Length}: the file ended, and there was no point in a [COURSE DATA] section.");
        }

        public IntervalTarget Target(double value)
        {
            var kind = IsPercent || Ftp is not null ? TargetKind.PercentOfFtp : TargetKind.PowerWatts;
            var held = !IsPercent && Ftp is { } ftp ? value / ftp * 100 : value;
            return new IntervalTarget(kind, held, held);
        }

        private void Take(string line, int number)
        {
            if (line[0] == '[')
            {
                _section = line.Trim('[', ']').Trim().ToUpperInvariant();
                return;
            }

            switch (_section)
            {
                case "COURSE HEADER":
                    TakeHeader(line, number);
                    break;
                case "COURSE DATA":
                    Points.Add(PointOf(line, number));
                    break;
                case "COURSE TEXT":
                    Texts++;
                    break;
                case "":
                    throw new WorkoutFileException($"Line {number}: a file of this kind begins with [COURSE HEADER].");
            }
        }

        private void TakeHeader(string line, int number)
        {
            if (line.Split('=', 2) is [var key, var value])
            {
                Header[key.Trim()] = value.Trim();
                if (key.Trim().Equals("FTP", StringComparison.OrdinalIgnoreCase))
                {
                    Ftp = Number(value.Trim()) is { } ftp and > 0 and <= 2000 ? ftp
                        : throw new WorkoutFileException($"Line {number}: FTP was '{FileText.Cut(value.Trim(), 40)}'; a number of watts, at most 2000, is expected.");
                }
            }
            else if (line.Split(_between, StringSplitOptions.RemoveEmptyEntries) is [var time, var unit])
            {
                IsPercent = (time.ToUpperInvariant(), unit.ToUpperInvariant()) switch
                {
                    ("MINUTES", "WATTS") => false,
                    ("MINUTES", "PERCENT" or "FTP" or "%FTP") => true,
                    _ => throw new WorkoutFileException($"Line {number}: the columns were '{FileText.Cut(line, 40)}'; MINUTES WATTS and MINUTES PERCENT are read."),
                };
            }
        }

        private Point PointOf(string line, int number)
        {
            if (line.Split(_between, StringSplitOptions.RemoveEmptyEntries) is not [var minutes, var value, ..] || Number(minutes) is not { } time || Number(value) is not { } level)
            {
                throw new WorkoutFileException($"Line {number}: '{FileText.Cut(line, 40)}' is no point; a time in minutes and a value are expected.");
            }

            var seconds = Math.Round(time * 60, 3);
            var before = Points.Count > 0 ? Points[^1].Seconds : 0;
            return seconds >= before ? new Point(number, seconds, level)
                : throw new WorkoutFileException(FormattableString.Invariant($"Line {number}: the time went back from {before / 60:0.###} to {time:0.###} min."));
        }

        private static double? Number(string text)
            => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e6 ? number : null;
    }
}
