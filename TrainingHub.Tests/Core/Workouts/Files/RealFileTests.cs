using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingHub.Core.Players;
using TrainingHub.Core.Workouts;
using TrainingHub.Core.Workouts.Files;

namespace TrainingHub.Tests.Core.Workouts.Files;

/// <summary>Files of other programs say what <c>expected_workouts.json</c> says of them, value by value.</summary>
public sealed class RealFileTests
{
    private const double Close = 1e-6;

    [SkippableTheory]
    [InlineData("map-pyramid-30min.zwo")]
    [InlineData("easy-intervals.zwo")]
    [InlineData("15x30s.erg")]
    [InlineData("erg-03.mrc")]
    public void Every_part_has_its_start_length_power_and_cadence(string file)
    {
        var (read, expected) = Read(file);
        var ftp = (double?)expected["header"]?["FTP"]?.GetValue<string>().AsNumber();
        // What is in watts is for the FTP that the file names; all else is a share of any.
        var rider = new Thresholds(FtpWatts: (string)expected["unit"]! == "watts" ? ftp : 100);
        var workout = read.Plan!.ToWorkout("w", "Read");
        var segments = expected["segments"]!.AsArray();

        Assert.Equal((double)expected["duration_s"]!, workout.IntervalsDuration.TotalSeconds, Close);
        Assert.Equal(segments.Count, workout.Intervals.Length);
        var start = 0d;
        foreach (var (segment, interval) in segments.Zip(workout.Intervals))
        {
            Assert.Equal((double)segment!["start_s"]!, start, Close);
            Assert.Equal((double)segment["duration_s"]!, interval.Duration.TotalSeconds, Close);
            Assert.Equal((double)(segment["from"] ?? segment["from_pct_ftp"])!, Middle(interval, 0, rider), Close);
            Assert.Equal((double)(segment["to"] ?? segment["to_pct_ftp"])!, Middle(interval, 1, rider), Close);
            Assert.Equal((double?)segment["cadence_rpm"], interval.CadenceRpm);
            start += interval.Duration.TotalSeconds;
        }
    }

    [SkippableTheory]
    [InlineData("map-pyramid-30min.zwo", null, new[] { "map", "4dp" }, "Pyramid - 2-3-4-3-2min at 115% FTP (MAP) | Focus: VO2max Endurance")]
    [InlineData("easy-intervals.zwo", "Easy intervals", new[] { "intervals", "jonathanc" }, "For the days when you don't want to work to hard, but don't want to lose fitness! Intervals of only 1 minute at 125% FTP. Rest is at relatively high power.")]
    [InlineData("15x30s.erg", "260WFTPRider_15x30s@128%FTP", new string[0], "1x5x30s+1x10x30 second efforts at 128% of FTP.")]
    [InlineData("erg-03.mrc", "250Watts_150W2_1_03_ERG3_xErg", new string[0], "Rob Campbell's File")]
    public void Name_tags_and_description_are_the_files(string file, string? name, string[] tags, string description)
    {
        var (read, _) = Read(file);

        Assert.Equal((name, description), (read.Name, read.Plan!.Description));
        Assert.Equal(tags, read.Tags.ToArray());
    }

    [SkippableFact]
    public void Intervals_of_a_zwo_are_repeats()
    {
        var (read, _) = Read("easy-intervals.zwo");

        Assert.Equal([3, 1, 2, 2], read.Plan!.Steps.OfType<PlanStep.Repeat>().Select(repeat => repeat.Times));
    }

    [SkippableTheory]
    [InlineData("repeat-steps.fit")]
    [InlineData("individual-steps.fit")]
    public void A_fit_files_messages_hold_every_value(string file)
    {
        var (_, expected) = Read(file);
        var messages = FitFile.Read(File.ReadAllBytes(Path.Combine(Folder(), file)));
        var workout = messages.Single(message => message.Number == FitProfile.Workout);
        var steps = messages.Where(message => message.Number == FitProfile.WorkoutStep).Select((message, number) => new FitStep(message, number)).ToList();

        Assert.Equal((string)expected["workout"]![0]!["wktName"]!, workout.Text(FitProfile.Plan.Name));
        Assert.Equal((long)expected["workout"]![0]!["numValidSteps"]!, workout.Whole(FitProfile.Plan.Steps));
        Assert.Equal(expected["steps"]!.AsArray().Count, steps.Count);
        foreach (var (said, step) in expected["steps"]!.AsArray().Zip(steps))
        {
            Assert.Equal(
                ((long)said!["messageIndex"]!, (string)said["wktStepName"]!, (long)said["durationValue"]!, (long)said["targetValue"]!),
                (step.Index, step.Name, step.Duration, step.TargetValue));
            Assert.Equal(Number((string)said["durationType"]!, ("time", 0), ("distance", 1), ("hrLessThan", 2), ("repeatUntilStepsCmplt", 6)), step.Until);
            Assert.Equal(Number((string)said["targetType"]!, ("heartRate", 1), ("open", 2), ("power", 4)), step.TargetType);
            Assert.Equal(Number((string)said["intensity"]!, ("active", 0), ("warmup", 2), ("cooldown", 3)), step.Effort);
        }
    }

    [SkippableFact]
    public void A_fit_file_with_repeats_is_a_plan_with_repeats_and_says_what_was_changed()
    {
        var (read, expected) = Read("repeat-steps.fit");
        var said = expected["steps"]!;
        var plan = read.Plan!;

        Assert.Equal("Example 2", read.Name);
        var warmUp = Assert.IsType<PlanStep.Interval>(plan.Steps[0]);
        Assert.Equal(("_A_", (double)said[0]!["durationTime"]!, Intensity.Easy), (warmUp.Name, warmUp.Duration!.Value.TotalSeconds, warmUp.Intensity));
        Assert.Equal(new IntervalTarget(TargetKind.HeartRateZone, (double)said[0]!["targetHrZone"]!, (double)said[0]!["targetHrZone"]!), warmUp.Target);
        var repeat = Assert.IsType<PlanStep.Repeat>(plan.Steps[1]);
        Assert.Equal(((int)said[3]!["repeatSteps"]!, 2), (repeat.Times, repeat.Steps.Length));
        Assert.Equal(
            [("B1_", (double?)said[1]!["durationDistance"], 106d, 120d), ("B2_", (double?)said[2]!["durationDistance"], 76d, 90d)],
            repeat.Steps.Cast<PlanStep.Interval>().Select(step => (step.Name, step.DistanceM, step.Target!.Min, step.Target.Max)));
        Assert.Equal(3, plan.Steps.Length);
        Assert.Equal(
            [
                "Step 2 (B1_) aims at zone 5 of power; that became 106 to 120 % of FTP.",
                "Step 3 (B2_) aims at zone 3 of power; that became 76 to 90 % of FTP.",
                "Step 5 (_C_) aims at zone 1 of power; that became 0 to 55 % of FTP.",
                "Step 5 (_C_) lasts until the heart rate is below 125 bpm; a session runs by the clock, so 5 min were planned.",
            ],
            read.Notes.ToArray());
        Assert.Equal(8, plan.ToWorkout("w", "Read").Intervals.Length);
    }

    [SkippableFact]
    public void A_fit_file_of_single_steps_is_a_plan_of_single_steps()
    {
        var (read, _) = Read("individual-steps.fit");

        Assert.Equal(["_A_", "B1_", "B2_", "_C_"], read.Plan!.Steps.Select(step => step.Name));
        Assert.Equal([60d, null, null, 300d], read.Plan.Steps.Cast<PlanStep.Interval>().Select(step => step.Duration?.TotalSeconds));
        Assert.Equal("Example 1", read.Name);
    }

    [SkippableFact]
    public void A_recording_is_no_workout()
    {
        var folder = SharedData.Find("fit");
        Skip.If(folder is null, "The FIT recordings (../shared/data/fit) are not here.");
        foreach (var file in Directory.GetFiles(folder, "*.fit").Where(file => new FileInfo(file).Length <= WorkoutFile.LargestBytes))
        {
            var read = WorkoutFile.Read(file, File.ReadAllBytes(file));

            Assert.Null(read.Plan);
            Assert.StartsWith("Byte ", read.Fault, StringComparison.Ordinal);
        }
    }

    private static double Middle(Interval interval, double fraction, Thresholds rider)
        => interval.TargetAt(fraction, rider) is { Metric: TargetMetric.Power } range ? (range.Min + range.Max) / 2 : double.NaN;

    private static long Number(string word, params (string Word, long Number)[] words) => words.Single(known => known.Word == word).Number;

    private static string Folder()
    {
        var folder = SharedData.Find("workouts");
        Skip.If(folder is null, "The workout files (../shared/data/workouts) are not here.");
        return folder!;
    }

    private static (WorkoutFileResult Read, JsonNode Expected) Read(string file)
    {
        var folder = Folder();
        var read = WorkoutFile.Read(file, File.ReadAllBytes(Path.Combine(folder, file)));
        Assert.Null(read.Fault);
        return (read, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected_workouts.json")))!["workouts"]![file]!);
    }
}

file static class Text
{
    public static double AsNumber(this string text) => JsonSerializer.Deserialize<double>(text);
}
