using System.Text.Json;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Workouts;
using TrainingHub.Core.Workouts.Files;

namespace TrainingHub.Tests.Core.Workouts.Files;

/// <summary>Importing an export gives the same workout; what a format cannot say is noted when it is written.</summary>
public sealed class RoundTripTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("Warm up", "Cool down", "Work", "Easy", "Steady", "Ramp", "Free ride", "Max effort", "Über & <out> \"1\""), Gen.String[Gen.Char.AlphaNumeric, 1, 30]);

    private static readonly Gen<TimeSpan> Time = Gen.Int[1, 3600].Select(seconds => TimeSpan.FromSeconds(seconds));

    private static readonly Gen<int?> Cadence = Gen.Int[0, 120].Select(rpm => rpm < 40 ? (int?)null : rpm);

    private static IntervalTarget Ftp(int min, int max) => new(TargetKind.PercentOfFtp, Math.Min(min, max), Math.Max(min, max));

    // Steady, ramps and open parts: what .zwo is for.
    private static readonly Gen<PlanStep> Ridden = Gen.Select(Name, Time, Gen.Select(Gen.Int[30, 250], Gen.Int[30, 250]), Gen.Int[0, 4], Cadence, (name, time, power, what, cadence) => (PlanStep)(what switch
    {
        0 => new PlanStep.Interval(name, time, null, Intensity.Easy, null, null, cadence),
        1 => new PlanStep.Interval(name, time, null, Intensity.Max, null, null, cadence),
        2 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Ftp(power.Item1, power.Item1), power.Item1 == power.Item2 ? null : Ftp(power.Item2, power.Item2), cadence)),
        3 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Ftp(power.Item1, power.Item2), null, cadence)),
        _ => new PlanStep.Repeat(1 + (power.Item1 % 5),
        [
            Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Ftp(power.Item1, power.Item1), null, cadence)),
            Typical(new PlanStep.Interval("Easy", time / 2 + TimeSpan.FromSeconds(1), null, Intensity.Easy, Ftp(40, 50))),
        ]),
    }));

    // Zones, shares, beats, watts, pace; distances; sets; repeats in repeats: what FIT can say.
    private static readonly Gen<PlanStep> Worn = Gen.Select(Name, Time, Gen.Select(Gen.Int[60, 99], Gen.Int[60, 99]), Gen.Int[0, 9], Cadence, (name, time, ends, what, cadence) => (PlanStep)(what switch
    {
        0 => new PlanStep.Interval(name, time, null, Intensity.Moderate, null, null, cadence),
        1 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Range(TargetKind.HeartRateZone, (ends.Item1 % 5) + 1, (ends.Item1 % 5) + 1), null, cadence)),
        2 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Range(TargetKind.PercentOfMaxHeartRate, ends.Item1, Math.Min(100, ends.Item2 + 5)), null, cadence)),
        3 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Range(TargetKind.PercentOfFtp, ends.Item1, ends.Item2 * 2), null, cadence)),
        4 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Range(TargetKind.HeartRateBpm, ends.Item1, ends.Item2 * 2), null, cadence)),
        5 => Typical(new PlanStep.Interval(name, time, null, Intensity.Easy, Range(TargetKind.PowerWatts, ends.Item1 * 2, ends.Item2 * 4), null, cadence)),
        6 => Typical(new PlanStep.Interval(name, null, ends.Item1 * 10, Intensity.Easy, Range(TargetKind.PaceSecondsPerKm, ends.Item1 * 2, ends.Item2 * 4))),
        7 => new PlanStep.Exercise(name, 1 + (ends.Item1 % 5), ends.Item2, ends.Item1 / 2d, null, TimeSpan.FromSeconds(ends.Item1 % 3 * 30)),
        8 => new PlanStep.Exercise(name, 1 + (ends.Item1 % 5), null, null, time, TimeSpan.FromSeconds(ends.Item1 % 3 * 30)),
        _ => new PlanStep.Repeat(1 + (ends.Item1 % 4), [new PlanStep.Interval(name, time, null, Intensity.Hard, null), new PlanStep.Interval("Easy", time, null, Intensity.Easy, null)]),
    }));

    private static readonly Gen<PlanStep> Grouped = Gen.Select(Worn.Array[2, 3], Gen.Int[2, 3], (steps, times) => (PlanStep)new PlanStep.Repeat(times, [.. steps]));

    [Fact]
    public void A_zwo()
        => Plans(Ridden).Sample(plan =>
        {
            var written = WorkoutFile.WriteZwo("Name & more", plan, ["one", "two"]);
            var read = WorkoutFile.Read("a.zwo", written.Content);

            Assert.Equal((null, "Name & more"), (read.Fault, read.Name));
            Assert.Equal(["one", "two"], read.Tags.ToArray());
            Assert.Empty(written.Notes);
            Assert.Equal(Text(plan), Text(read.Plan!));
        });

    [Fact]
    public void A_fit_file()
        => Plans(Gen.OneOf(Worn, Grouped)).Sample(plan =>
        {
            var written = WorkoutFile.WriteFit("Name – more", plan, Now);
            var read = WorkoutFile.Read("a.fit", written.Content);

            Assert.Equal((null, "Name – more"), (read.Fault, read.Name));
            Assert.Empty(written.Notes);
            Assert.Equal(Text(plan), Text(read.Plan!));
        });

    [Fact]
    public void Any_plan_can_be_written_in_both_and_the_clock_of_what_is_read_back_is_as_long()
        => PlanGen.Plan.Where(plan => plan.ToWorkout("w", "Any").PlannedTime() < TimeSpan.FromHours(20)).Sample(plan => // what is rounded must not pass a day
        {
            var zwo = WorkoutFile.WriteZwo("Any", plan, []);
            var fit = WorkoutFile.WriteFit("Any", plan, Now);
            var length = plan.ToWorkout("w", "Any").PlannedTime().TotalSeconds;

            Assert.Equal(length, WorkoutFile.Read("a.zwo", zwo.Content).Plan!.ToWorkout("w", "Any").PlannedTime().TotalSeconds, 1.0 * plan.ToWorkout("w", "Any").Exercises.Length + 1);
            Assert.Null(WorkoutFile.Read("a.fit", fit.Content).Fault);
        });

    [Fact]
    public void What_a_zwo_cannot_say_is_noted()
    {
        var notes = WorkoutFile.WriteZwo("Mixed", new WorkoutPlan(WorkoutType.Hybrid, null,
        [
            new PlanStep.Interval("Run", null, 400, Intensity.Hard, null),
            new PlanStep.Interval("Zone", TimeSpan.FromMinutes(1), null, Intensity.Hard, Range(TargetKind.HeartRateZone, 3, 3)),
            new PlanStep.Repeat(2, [new PlanStep.Exercise("Squat", 3, 8, 60, null, TimeSpan.FromSeconds(90))]),
            new PlanStep.Interval("Ramp", TimeSpan.FromMinutes(1), null, Intensity.Hard, Ftp(50, 60), Ftp(90, 100)),
        ]), []).Notes;

        Assert.Equal(
            [
                "Step 1, Run: 400 m became the time that they are planned to take.",
                "Step 2: its target is no share of the FTP and cannot be said; it is ridden as one likes.",
                "Step 3: the repeat was written out, since .zwo repeats only two steady parts with a power.",
                "Step 3 › 1, Squat: sets cannot be said; it became a free ride of the time that they are planned to take.",
                "Step 4: a ramp of ranges became one of their middles.",
            ],
            notes.ToArray());
    }

    [Fact]
    public void What_a_fit_file_cannot_say_is_noted()
    {
        var notes = WorkoutFile.WriteFit("Mixed", new WorkoutPlan(WorkoutType.Hybrid, null,
        [
            new PlanStep.Interval("Up", TimeSpan.FromMinutes(1), null, Intensity.Hard, Ftp(50, 60), Ftp(90, 100)),
            new PlanStep.Interval("Zones", TimeSpan.FromMinutes(1), null, Intensity.Easy, Range(TargetKind.HeartRateZone, 1, 2)),
            new PlanStep.Interval("All out", TimeSpan.FromMinutes(1), null, Intensity.Max, null),
            new PlanStep.Drill("Ladder", 3, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(30)),
            new PlanStep.Interval("Top", TimeSpan.FromMinutes(1), null, Intensity.Max, Range(TargetKind.PercentOfMaxHeartRate, 95, 104)),
        ]), Now).Notes;

        Assert.Equal(
            [
                "Step 1, Up: a ramp cannot be said; it became the range between its ends.",
                "Step 2: a range of zones cannot be said; it became one of % of the maximum heart rate.",
                "Step 3, All out: that it is meant to be max cannot be said.",
                "Step 4, Ladder: attempts at a course cannot be said; they became sets.",
                "Step 5: 104 % of the maximum heart rate cannot be said; it became 100 %.",
            ],
            notes.ToArray());
    }

    [Theory]
    [InlineData(TargetKind.PercentOfMaxHeartRate, 90, 100)]
    [InlineData(TargetKind.PercentOfMaxHeartRate, 100, 100)]
    [InlineData(TargetKind.HeartRateBpm, 20, 100)]
    [InlineData(TargetKind.PercentOfFtp, 900, 1000)]
    [InlineData(TargetKind.PercentOfFtp, 1000, 1000)]
    [InlineData(TargetKind.PowerWatts, 0, 120)]
    [InlineData(TargetKind.PowerWatts, 1, 1)]
    public void A_fit_files_border_between_shares_and_absolute_values_is_kept(TargetKind kind, double min, double max)
        => Assert.Equal(new IntervalTarget(kind, min, max), ThroughFit(new IntervalTarget(kind, min, max)));

    [Theory]
    [InlineData(4, 5, 80, 100)]
    [InlineData(1, 2, 50, 70)]
    public void A_range_of_zones_comes_back_as_the_same_heart_rates(int first, int last, double min, double max)
        => Assert.Equal(new IntervalTarget(TargetKind.PercentOfMaxHeartRate, min, max), ThroughFit(new IntervalTarget(TargetKind.HeartRateZone, first, last)));

    [Fact]
    public void Names_that_XML_or_a_fit_field_cannot_hold_are_written_as_far_as_they_can()
    {
        var plan = new WorkoutPlan(WorkoutType.Conditioning, "a\u0001b\nc", [new PlanStep.Interval("x\u0000\u001f\ud800y" + new string('ü', 150), TimeSpan.FromMinutes(1), null, Intensity.Easy, null)]);

        Assert.NotNull(WorkoutFile.Read("a.zwo", WorkoutFile.WriteZwo("n\u0002", plan, ["\u0003t"]).Content).Plan);
        Assert.NotNull(WorkoutFile.Read("a.fit", WorkoutFile.WriteFit("n\u0002", plan, Now).Content).Plan);
    }

    [Fact]
    public void A_fit_file_tells_what_it_is_and_when_it_was_made()
    {
        var content = WorkoutFile.WriteFit("Any", new WorkoutPlan(WorkoutType.Strength, null, [new PlanStep.Exercise("Squat", 1, 8, null, null, default)]), Now).Content!;
        var messages = FitFile.Read(content);

        Assert.Equal((FitProfile.FileId, FitProfile.WorkoutFile), (messages[0].Number, messages[0].Whole(FitProfile.File.Type)));
        Assert.Equal((long)(Now - FitProfile.Epoch).TotalSeconds, messages[0].Whole(FitProfile.File.TimeCreated));
        Assert.Equal((10, 1), (messages[1].Whole(FitProfile.Plan.Sport), messages[1].Whole(FitProfile.Plan.Steps)));
        Assert.Equal(28, messages[2].Whole(FitProfile.Step.Category));
        Assert.Equal(FitCrc.Of(content.AsSpan(0, 12)), BitConverter.ToUInt16(content, 12));
        Assert.Equal(0, FitCrc.Of(content)); // over data and checksum it is nought
    }

    private static IntervalTarget? ThroughFit(IntervalTarget target)
    {
        var written = WorkoutFile.WriteFit("Any", new WorkoutPlan(WorkoutType.Conditioning, null, [new PlanStep.Interval("Work", TimeSpan.FromMinutes(1), null, Intensity.Hard, target)]), Now);
        return WorkoutFile.Read("a.fit", written.Content).Plan!.ToWorkout("w", "Any").Intervals.Single().Target;
    }

    private static Gen<WorkoutPlan> Plans(Gen<PlanStep> steps) => steps.Array[1, 6]
        .Select(all => new WorkoutPlan(WorkoutType.Conditioning, "What it is for", [.. all])).Where(plan => plan.Fault() is null);

    private static IntervalTarget Range(TargetKind kind, double a, double b) => new(kind, Math.Min(a, b), Math.Max(a, b));

    private static PlanStep.Interval Typical(PlanStep.Interval step)
        => step with { Intensity = (step.RampTo is { } end ? step.Target! with { Min = (step.Target.Min + end.Min) / 2, Max = (step.Target.Max + end.Max) / 2 } : step.Target!).TypicalIntensity() ?? Intensity.Moderate };

    // Of the type the formats say nothing.
    private static string Text(WorkoutPlan plan) => plan.Description + JsonSerializer.Serialize(plan.ToWorkout("w", "Any") with { Type = WorkoutType.Conditioning }, JournalJson.Options);
}
