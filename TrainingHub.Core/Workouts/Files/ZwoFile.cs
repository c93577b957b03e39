using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>
/// .zwo, the XML of Zwift, as h4l/zwift-workout-file-reference describes it: powers are shares of the FTP; of Warmup, Ramp and Cooldown PowerLow is the start and PowerHigh the end,
/// of the others a pair is a range. On foot the shares are of a pace that is not ours to know, and are left out.
/// </summary>
internal sealed class ZwoFile
{
    private const int Deepest = 16, LongestName = 60;

    private readonly List<string> _notes = [];
    private bool _isRun, _byDistance;
    private int _texts;

    public static WorkoutFileResult Read(ReadOnlyMemory<byte> content) => new ZwoFile().Read(Load(content));

    private static XElement Load(ReadOnlyMemory<byte> content)
    {
        try
        {
            using (var first = Reader(content))
            {
                while (first.Read())
                {
                    if (first.Depth > Deepest)
                    {
                        throw new WorkoutFileException($"Line {((IXmlLineInfo)first).LineNumber}: elements were nested more than {Deepest} deep.");
                    }
                }
            }

            using var second = Reader(content);
            return XDocument.Load(second, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException error)
        {
            throw new WorkoutFileException($"Line {Math.Max(1, error.LineNumber)}: {Cause(error)}");
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new WorkoutFileException("Line 1: the encoding that the file names is not known.");
        }
    }

    // A file is not to fetch or to define anything.
    private static XmlReader Reader(ReadOnlyMemory<byte> content) => XmlReader.Create(new MemoryStream(content.ToArray(), writable: false), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = WorkoutFile.LargestBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    // The reader's own sentence ends in "Line 3, position 5.", which is said already.
    private static string Cause(XmlException error)
    {
        var place = error.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return place > 0 ? error.Message[..place] : error.Message;
    }

    private WorkoutFileResult Read(XElement root)
    {
        if (!Is(root, "workout_file"))
        {
            throw Fault(root, "the file's element must be workout_file");
        }

        _isRun = Child(root, "sportType")?.Value.Trim().Equals("run", StringComparison.OrdinalIgnoreCase) == true;
        _byDistance = Child(root, "durationType")?.Value.Trim().Equals("distance", StringComparison.OrdinalIgnoreCase) == true;
        var workout = Child(root, "workout") ?? throw Fault(root, "there was no workout in it");
        var steps = workout.Elements().Select(StepOf).OfType<PlanStep>().ToImmutableArray();
        if (steps.IsEmpty)
        {
            throw Fault(workout, "it held no part that can be read");
        }

        if (_isRun)
        {
            _notes.Add("It is a run, whose targets are shares of a pace that the file does not say; they were left out.");
        }

        if (_texts > 0)
        {
            _notes.Add($"{_texts} texts that were to be shown at a time were left out.");
        }

        return new WorkoutFileResult(
            new WorkoutPlan(WorkoutType.Conditioning, FileText.Description(Child(root, "description")?.Value, _notes), steps),
            FileText.Clean(Child(root, "name")?.Value, PlanRules.NameLength),
            FileText.Tags(Child(root, "tags")?.Elements().Select(tag => Attribute(tag, "name")?.Value) ?? [], _notes), [.. _notes], null);
    }

    private PlanStep? StepOf(XElement part)
    {
        var texts = Texts(part);
        PlanStep? step = part.Name.LocalName.ToUpperInvariant() switch
        {
            "WARMUP" => Ramp(part, NameAt(texts, 0) ?? "Warm up"),
            "COOLDOWN" => Ramp(part, NameAt(texts, 0) ?? "Cool down"),
            "RAMP" => Ramp(part, NameAt(texts, 0) ?? "Ramp"),
            "STEADYSTATE" or "SOLIDSTATE" => Steady(part, NameAt(texts, 0) ?? "Steady", "Duration", Range(part, "Power", "PowerLow", "PowerHigh"), "Cadence"),
            "INTERVALST" => Repeat(part, texts),
            "FREERIDE" => Open(part, NameAt(texts, 0) ?? "Free ride", Intensity.Easy),
            "MAXEFFORT" => Open(part, NameAt(texts, 0) ?? "Max effort", Intensity.Max),
            _ => null,
        };
        _texts += texts.Count(text => !text.IsName);
        if (step is null)
        {
            _notes.Add($"Line {Line(part)}: {FileText.Cut(part.Name.LocalName, 40)} is not known and was left out.");
        }
        else if (PlanRules.FaultOf(step) is { } fault)
        {
            throw Fault(part, fault);
        }

        return step;
    }

    private PlanStep.Interval Ramp(XElement part, string name)
    {
        var start = Target(part, "PowerLow") ?? Target(part, "Power");
        var end = Target(part, "PowerHigh") ?? start;
        var (time, distance) = Length(part, "Duration");
        var middle = start is null || end is null ? null : start with { Min = (start.Min + end.Min) / 2, Max = (start.Max + end.Max) / 2 };
        return new PlanStep.Interval(name, time, distance, middle?.TypicalIntensity() ?? Intensity.Easy, start ?? end, start is null || end == start ? null : end, Cadence(part, "Cadence"));
    }

    private PlanStep.Interval Steady(XElement part, string name, string length, IntervalTarget? target, string cadence)
    {
        var (time, distance) = Length(part, length);
        return new PlanStep.Interval(name, time, distance, target?.TypicalIntensity() ?? Intensity.Moderate, target, null, Cadence(part, cadence));
    }

    private PlanStep.Interval Open(XElement part, string name, Intensity intensity)
    {
        var (time, distance) = Length(part, "Duration");
        return new PlanStep.Interval(name, time, distance, intensity, null, null, Cadence(part, "Cadence"));
    }

    private PlanStep.Repeat Repeat(XElement part, List<ShownText> texts)
    {
        var times = Number(part, "Repeat") ?? throw Fault(part, "Repeat was missing; a number is expected");
        if (times % 1 != 0 || times is < 1 or > PlanRules.MostTimes)
        {
            throw Fault(part, FormattableString.Invariant($"Repeat was {times}; 1 to {PlanRules.MostTimes} are allowed"));
        }

        var on = Steady(part, NameAt(texts, 0) ?? "Work", "OnDuration", Range(part, "OnPower", "PowerOnLow", "PowerOnHigh"), "Cadence");
        var off = Steady(part, NameAt(texts, Number(part, "OnDuration") ?? 0) ?? "Easy", "OffDuration", Range(part, "OffPower", "PowerOffLow", "PowerOffHigh"), "CadenceResting");
        return new PlanStep.Repeat((int)times, [on, off]);
    }

    // One value, or a pair that is a range in either order.
    private IntervalTarget? Range(XElement part, string one, string low, string high)
        => Target(part, one) is { } target ? target
            : (Target(part, low), Target(part, high)) switch
            {
                ({ } lower, { } upper) => lower with { Min = Math.Min(lower.Min, upper.Min), Max = Math.Max(lower.Max, upper.Max) },
                var (lower, upper) => lower ?? upper,
            };

    private IntervalTarget? Target(XElement part, string name)
        => Number(part, name) is { } share && !_isRun && (double)share * 100 is var percent
            ? new IntervalTarget(TargetKind.PercentOfFtp, Math.Round(percent, 6), Math.Round(percent, 6))
            : null;

    private (TimeSpan? Time, double? DistanceM) Length(XElement part, string name)
    {
        var length = Number(part, name) ?? throw Fault(part, $"{name} was missing; a number of {(_byDistance ? "metres" : "seconds")} is expected");
        return _byDistance ? (null, (double)length)
            : length is > 0 and <= 86_400 ? (TimeSpan.FromSeconds((double)length), null)
            : throw Fault(part, FormattableString.Invariant($"{name} was {length} s; 1 s to 24 h are allowed"));
    }

    private static int? Cadence(XElement part, string name)
        => Number(part, name) is { } cadence and > 0 and <= 300 ? (int)Math.Round(cadence) : null;

    private static decimal? Number(XElement part, string name)
    {
        if (Attribute(part, name)?.Value.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000 ? number
            : throw Fault(part, $"{name} was '{FileText.Cut(text, 40)}'; a number is expected");
    }

    // A short text at the start of a part is its name: so it is shown there too, and so we write it.
    private static string? NameAt(List<ShownText> texts, decimal seconds)
    {
        var at = texts.FindIndex(text => text.Seconds == seconds && text.Message.Length <= LongestName);
        if (at < 0)
        {
            return null;
        }

        texts[at] = texts[at] with { IsName = true };
        return texts[at].Message;
    }

    private static List<ShownText> Texts(XElement part) =>
    [
        .. part.Elements().Where(child => Is(child, "textevent"))
            .Select(text => new ShownText(Number(text, "timeoffset") ?? Number(text, "distoffset") ?? 0, FileText.Clean(Attribute(text, "message")?.Value, int.MaxValue) ?? "", IsName: false))
            .Where(text => text.Message.Length > 0),
    ];

    private static WorkoutFileException Fault(XElement part, string cause) => new($"Line {Line(part)}, {FileText.Cut(part.Name.LocalName, 40)}: {cause.TrimEnd('.')}.");

    private static int Line(XElement part) => ((IXmlLineInfo)part).LineNumber;

    private static bool Is(XElement element, string name) => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(child => Is(child, name));

    private static XAttribute? Attribute(XElement element, string name)
        => element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

    private sealed record ShownText(decimal Seconds, string Message, bool IsName);
}
