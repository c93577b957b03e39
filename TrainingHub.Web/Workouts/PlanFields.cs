using System.Collections.Immutable;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Workouts;

/// <summary>Reads a workout off the wire. Types and words are judged here, with the property's path; ranges are the plan's own business.</summary>
internal static class PlanFields
{
    private const double LongestSeconds = 1e9;

    public static WorkoutDraft Draft(Fields fields)
    {
        var name = fields.Text("name");
        var type = fields.Word("type", Enum.GetValues<WorkoutType>()) ?? default;
        var plan = new WorkoutPlan(type, fields.OptionalText("description"), Steps(fields));
        return new WorkoutDraft(name, plan, Tags(fields), fields.OptionalBool("template"), fields.OptionalBool("shared"));
    }

    private static ImmutableArray<PlanStep> Steps(Fields fields) => [.. fields.Objects("steps", "a list of steps").Select(Step).OfType<PlanStep>()];

    private static PlanStep? Step(Fields fields) => fields.Text("step") switch
    {
        "exercise" => new PlanStep.Exercise(
            fields.Text("name"), fields.Count("sets"), fields.OptionalCount("reps"), fields.OptionalNumber("weight", "from 0 to 1000 kg"), OptionalSeconds(fields, "duration"),
            OptionalSeconds(fields, "rest") ?? TimeSpan.Zero) { Id = fields.OptionalId("id") },
        "drill" => new PlanStep.Drill(
            fields.Text("name"), fields.Count("attempts"), OptionalSeconds(fields, "targetTime"), OptionalSeconds(fields, "rest") ?? TimeSpan.Zero) { Id = fields.OptionalId("id") },
        "interval" => new PlanStep.Interval(
            fields.Text("name"), OptionalSeconds(fields, "duration"), fields.OptionalNumber("distance", "from 1 to 1000000 m"),
            fields.Word("intensity", Enum.GetValues<Intensity>()) ?? default, Target(fields, "target"), Target(fields, "rampTo"), fields.OptionalCount("cadence")) { Id = fields.OptionalId("id") },
        "transition" => new PlanStep.Transition(fields.Text("name"), OptionalSeconds(fields, "duration") ?? TimeSpan.Zero) { Id = fields.OptionalId("id") },
        "repeat" => new PlanStep.Repeat(fields.Count("times"), Steps(fields)),
        var other => Unknown(fields, other),
    };

    private static PlanStep? Unknown(Fields fields, string word)
    {
        fields.Mistaken("step", word, "one of exercise, drill, interval, transition, repeat");
        return null;
    }

    private static IntervalTarget? Target(Fields fields, string name)
    {
        if (fields.OptionalObject(name, "an object { kind, min, max }") is not { } target)
        {
            return null;
        }

        var word = target.Text("kind");
        if (TargetWords.Parse(word) is not { } kind)
        {
            target.Mistaken("kind", word, $"one of {TargetWords.All}");
            return null;
        }

        return new IntervalTarget(kind, target.Number("min", "in the kind's unit"), target.Number("max", "in the kind's unit"));
    }

    private static TimeSpan? OptionalSeconds(Fields fields, string name)
    {
        const string Allowed = "from 0 to 86400 seconds";
        if (fields.OptionalNumber(name, Allowed) is not { } seconds)
        {
            return null;
        }

        if (Math.Abs(seconds) <= LongestSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        fields.Mistaken(name, seconds, $"a number {Allowed}");
        return null;
    }

    private static ImmutableArray<string> Tags(Fields fields)
    {
        const string Allowed = "a list of at most 10 texts";
        if (!fields.TryGet("tags", out var given) || given.IsNull)
        {
            return [];
        }

        foreach (var tag in fields.List("tags", Allowed))
        {
            if (tag.Kind != WireKind.Text)
            {
                fields.Mistaken("tags", tag, Allowed);
                return [];
            }
        }

        return [.. given.Items.Select(tag => tag.Text)];
    }
}
