using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace TrainingHub.Core.Workouts.Files;

/// <summary>Writes .zwo: times and shares of the FTP; what else a plan says is noted. <see cref="ZwoFile"/> reads it back as it was.</summary>
internal sealed class ZwoWriter
{
    private readonly List<string> _notes = [];

    public static WrittenWorkoutFile Write(string name, WorkoutPlan plan, IEnumerable<string> tags) => new ZwoWriter().WriteAll(name, plan, tags);

    private WrittenWorkoutFile WriteAll(string name, WorkoutPlan plan, IEnumerable<string> tags)
    {
        var workout = new XElement("workout", plan.Steps.SelectMany((step, index) => Elements(step, $"Step {index + 1}")));
        var file = new XElement(
            "workout_file",
            new XElement("author", "TrainingHub"),
            new XElement("name", Xml(name)),
            new XElement("description", Xml(plan.Description ?? "")),
            new XElement("sportType", "bike"),
            new XElement("tags", tags.Select(tag => new XElement("tag", new XAttribute("name", Xml(tag))))),
            workout);
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" }))
        {
            file.WriteTo(writer);
        }

        return new WrittenWorkoutFile(stream.ToArray(), [.. _notes.Distinct()], null);
    }

    private IEnumerable<XElement> Elements(PlanStep step, string at) => step switch
    {
        PlanStep.Interval interval => [Part(interval, at)],
        PlanStep.Transition transition => [FreeRide(transition.Name, transition.Duration)],
        PlanStep.Exercise or PlanStep.Drill => [Sets(step, at)],
        PlanStep.Repeat { Steps: [PlanStep.Interval on, PlanStep.Interval off] } repeat when IsSteady(on) && IsSteady(off) => [Repeat(repeat.Times, on, off, at)],
        PlanStep.Repeat repeat => WrittenOut(repeat, at),
        _ => [],
    };

    private IEnumerable<XElement> WrittenOut(PlanStep.Repeat repeat, string at)
    {
        if (repeat.Times > 1)
        {
            _notes.Add($"{at}: the repeat was written out, since .zwo repeats only two steady parts with a power.");
        }

        return Enumerable.Repeat(repeat, repeat.Times).SelectMany(again => again.Steps.SelectMany((step, index) => Elements(step, $"{at} › {index + 1}")));
    }

    private XElement Part(PlanStep.Interval interval, string at)
    {
        var time = Time(interval, at);
        var (start, end) = (Power(interval.Target, at), Power(interval.RampTo, at));
        if (start is null)
        {
            var isMax = interval.Intensity == Intensity.Max;
            return Named(new XElement(isMax ? "MaxEffort" : "FreeRide", Duration("Duration", time), Cadence("Cadence", interval)), interval.Name, isMax ? "Max effort" : "Free ride");
        }

        if (end is null)
        {
            return Named(new XElement("SteadyState", Duration("Duration", time), Powers(start, "Power", "PowerLow", "PowerHigh"), Cadence("Cadence", interval)), interval.Name, "Steady");
        }

        if (start.Min != start.Max || end.Min != end.Max)
        {
            _notes.Add($"{at}: a ramp of ranges became one of their middles.");
        }

        var (element, usual) = interval.Name switch
        {
            "Warm up" => ("Warmup", "Warm up"),
            "Cool down" => ("Cooldown", "Cool down"),
            _ => ("Ramp", "Ramp"),
        };
        return Named(
            new XElement(element, Duration("Duration", time), new XAttribute("PowerLow", Share(Middle(start))), new XAttribute("PowerHigh", Share(Middle(end))), Cadence("Cadence", interval)),
            interval.Name, usual);
    }

    private XElement Repeat(int times, PlanStep.Interval on, PlanStep.Interval off, string at)
    {
        var (onTime, offTime) = (Time(on, at), Time(off, at));
        return Named(
            Named(
                new XElement(
                    "IntervalsT", new XAttribute("Repeat", times), Duration("OnDuration", onTime), Duration("OffDuration", offTime),
                    Powers(on.Target!, "OnPower", "PowerOnLow", "PowerOnHigh"), Powers(off.Target!, "OffPower", "PowerOffLow", "PowerOffHigh"),
                    Cadence("Cadence", on), Cadence("CadenceResting", off)),
                on.Name, "Work"),
            off.Name, "Easy", onTime);
    }

    private XElement Sets(PlanStep step, string at)
    {
        _notes.Add($"{at}, {step.Name}: sets cannot be said; it became a free ride of the time that they are planned to take.");
        var workout = new WorkoutPlan(WorkoutType.Hybrid, null, [step]).ToWorkout("w", "w");
        return FreeRide(step.Name, TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(workout.PlannedTime().TotalSeconds))));
    }

    private static XElement FreeRide(string name, TimeSpan time) => Named(new XElement("FreeRide", Duration("Duration", time)), name, "Free ride");

    private static bool IsSteady(PlanStep.Interval interval) => interval is { RampTo: null, Target.Kind: TargetKind.PercentOfFtp };

    private TimeSpan Time(PlanStep.Interval interval, string at)
    {
        if (interval.DistanceM is not { } distance)
        {
            return interval.Duration ?? TimeSpan.FromSeconds(1);
        }

        _notes.Add(FormattableString.Invariant($"{at}, {interval.Name}: {distance:0.#} m became the time that they are planned to take."));
        return PlanExpander.TimeFor(distance, interval.Target, interval.RampTo);
    }

    private IntervalTarget? Power(IntervalTarget? target, string at)
    {
        if (target is null or { Kind: TargetKind.PercentOfFtp })
        {
            return target;
        }

        _notes.Add($"{at}: its target is no share of the FTP and cannot be said; it is ridden as one likes.");
        return null;
    }

    private static double Middle(IntervalTarget target) => (target.Min + target.Max) / 2;

    private static object Powers(IntervalTarget target, string one, string low, string high) => target.Min == target.Max
        ? new XAttribute(one, Share(target.Min))
        : new[] { new XAttribute(low, Share(target.Min)), new XAttribute(high, Share(target.Max)) };

    private static string Share(double percent) => ((decimal)Math.Round(percent, 6) / 100).ToString("0.########", CultureInfo.InvariantCulture);

    private static XAttribute Duration(string name, TimeSpan time) => new(name, Seconds(time));

    private static string Seconds(TimeSpan time) => ((decimal)time.TotalSeconds).ToString("0.#######", CultureInfo.InvariantCulture);

    private static XAttribute? Cadence(string name, PlanStep.Interval interval) => interval.CadenceRpm is { } cadence ? new XAttribute(name, cadence) : null;

    // A text at the part's start is how the format names it.
    private static XElement Named(XElement part, string name, string usual, TimeSpan at = default)
    {
        if (name != usual)
        {
            part.Add(new XElement("textevent", new XAttribute("timeoffset", Seconds(at)), new XAttribute("message", Xml(name))));
        }

        return part;
    }

    // XML has no way to say most control characters.
    private static string Xml(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 0x10000 || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString()));
}
