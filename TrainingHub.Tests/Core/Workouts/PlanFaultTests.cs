using TrainingHub.Core.Workouts;

namespace TrainingHub.Tests.Core.Workouts;

/// <summary>What is refused is named by its place, with what it was and what is allowed.</summary>
public sealed class PlanFaultTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly PlanStep.Interval Work = new("Work", Minute, null, Intensity.Hard, null);

    public static TheoryData<PlanStep, string> Faults => new()
    {
        { Work with { Duration = TimeSpan.Zero }, "Step 1, Work: duration was 0 s; 1 s to 24 h are allowed." },
        { Work with { Duration = null }, "Step 1, Work: neither a duration nor a distance was given; one of the two is needed." },
        { Work with { DistanceM = 400 }, "Step 1, Work: both a duration and a distance were given; one of the two is allowed." },
        { Work with { Duration = null, DistanceM = double.NaN }, "Step 1, Work: distance was NaN m; 1 to 1000000 m are allowed." },
        { Work with { Target = new(TargetKind.PercentOfFtp, 90, 1001) }, "Step 1, Work: target's maximum was 1001 %; 0 to 1000 % are allowed." },
        { Work with { Target = new(TargetKind.HeartRateZone, 0, 3) }, "Step 1, Work: target's minimum was 0; 1 to 5 are allowed." },
        { Work with { Target = new(TargetKind.HeartRateZone, 1.5, 3) }, "Step 1, Work: target was a part of a zone; zones are whole numbers." },
        { Work with { Target = new(TargetKind.PowerWatts, 300, 200) }, "Step 1, Work: target's minimum was 300; it must be at most its maximum, 200." },
        { Work with { Target = new((TargetKind)17, 1, 2) }, "Step 1, Work: target's kind was 17; allowed are HeartRateZone, PercentOfMaxHeartRate, PercentOfFtp, HeartRateBpm, PowerWatts, PaceSecondsPerKm." },
        { Work with { RampTo = new(TargetKind.PowerWatts, 200, 200) }, "Step 1, Work: a ramp's end was given without a target to begin with." },
        { Work with { Target = new(TargetKind.PowerWatts, 100, 100), RampTo = new(TargetKind.PercentOfFtp, 90, 90) }, "Step 1, Work: the ramp went from PowerWatts to PercentOfFtp; both ends must be of one kind." },
        { Work with { CadenceRpm = 0 }, "Step 1, Work: cadence was 0; 1 to 300 are allowed." },
        { Work with { Name = " " }, "Step 1: the name was empty; a step needs one." },
        { Work with { Id = new string('x', 65) }, "Step 1, Work: id was 65 characters long; it must have 1 to 64." },
        { new PlanStep.Exercise("Squat", 0, 5, 60, null, Minute), "Step 1, Squat: sets was 0; 1 to 100 are allowed." },
        { new PlanStep.Exercise("Squat", 3, 5, 60, Minute, Minute), "Step 1, Squat: both repetitions and a duration were given; a set has one of the two." },
        { new PlanStep.Exercise("Squat", 3, 5, -1, null, Minute), "Step 1, Squat: weight was -1 kg; 0 to 1000 kg are allowed." },
        { new PlanStep.Drill("Ladder", 3, null, -Minute), "Step 1, Ladder: rest was -60 s; 0 s to 24 h are allowed." },
        { new PlanStep.Transition("Over", TimeSpan.FromHours(25)), "Step 1, Over: duration was 90000 s; 1 s to 24 h are allowed." },
        { new PlanStep.Repeat(0, [Work]), "Step 1: times was 0; 1 to 100 are allowed." },
        { new PlanStep.Repeat(2, []), "Step 1: the repeat has no steps; it needs at least one." },
        { new PlanStep.Repeat(2, [Work, Work with { Duration = TimeSpan.Zero }]), "Step 1 › 2, Work: duration was 0 s; 1 s to 24 h are allowed." },
        { new PlanStep.Repeat(2, [new PlanStep.Repeat(2, [new PlanStep.Repeat(2, [Work])])]), "Step 1 › 1 › 1: a repeat stood in 2 others; 2 levels are allowed." },
        { new PlanStep.Repeat(100, [new PlanStep.Repeat(100, [Work])]), "With its repeats the plan has 10000 parts; at most 1000 are allowed." },
        { new PlanStep.Repeat(2, [Work with { Duration = TimeSpan.FromHours(20) }]), "The plan takes 40 h; at most 24 h are allowed." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_by_its_place(PlanStep step, string fault)
        => Assert.Equal(fault, new WorkoutPlan(WorkoutType.Hybrid, null, [step]).Fault());

    [Fact]
    public void A_plan_without_steps_says_so() => Assert.Equal("The plan has no steps; it needs at least one.", new WorkoutPlan(WorkoutType.Hybrid, null, default).Fault());

    [Fact]
    public void What_keeps_to_all_this_has_no_fault()
        => Assert.Null(new WorkoutPlan(WorkoutType.Hybrid, "Two rounds", [new PlanStep.Repeat(2, [new PlanStep.Repeat(3, [Work])])]).Fault());
}
