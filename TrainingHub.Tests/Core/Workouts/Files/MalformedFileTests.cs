using System.Text;
using CsCheck;
using TrainingHub.Core.Workouts;
using TrainingHub.Core.Workouts.Files;

namespace TrainingHub.Tests.Core.Workouts.Files;

/// <summary>A file that cannot be read gets a sentence that names the place and the cause, and nothing else happens.</summary>
public sealed class MalformedFileTests
{
    private const string Zwo = """
        <?xml version="1.0" encoding="utf-8"?>
        <workout_file>
          <name>Mixed</name>
          <workout>
            <Warmup Duration="300" PowerLow="0.4" PowerHigh="0.7"/>
            <IntervalsT Repeat="3" OnDuration="60" OffDuration="120" OnPower="1.2" OffPower="0.5" Cadence="95"/>
            <FreeRide Duration="60"><textevent timeoffset="0" message="As you like"/></FreeRide>
          </workout>
        </workout_file>
        """;

    private const string Erg = "[COURSE HEADER]\nFTP = 250\nDESCRIPTION = Ü\nMINUTES WATTS\n[END COURSE HEADER]\n[COURSE DATA]\n0.0\t100\n5.0\t150\n5.0\t200\n10.0\t200\n[END COURSE DATA]\n";

    private static readonly WorkoutPlan Plan = new(WorkoutType.Hybrid, "Words",
    [
        new PlanStep.Interval("Warm up", TimeSpan.FromMinutes(5), null, Intensity.Easy, new IntervalTarget(TargetKind.HeartRateZone, 2, 2)),
        new PlanStep.Repeat(3,
        [
            new PlanStep.Interval("Run", null, 400, Intensity.Hard, new IntervalTarget(TargetKind.PaceSecondsPerKm, 200, 220)),
            new PlanStep.Interval("Walk", TimeSpan.FromMinutes(1), null, Intensity.Easy, null),
        ]),
        new PlanStep.Exercise("Squat", 3, 8, 60, null, TimeSpan.FromSeconds(90)),
    ]);

    private static readonly byte[] Fit = WorkoutFile.WriteFit("Mixed", Plan, new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero)).Content!;

    [Theory]
    [InlineData("OnPower=\"1.2\"", "OnPower=\"strong\"", "Line 6, IntervalsT: OnPower was 'strong'; a number is expected.")]
    [InlineData("Repeat=\"3\"", "Repeat=\"0\"", "Line 6, IntervalsT: Repeat was 0; 1 to 100 are allowed.")]
    [InlineData("Repeat=\"3\" ", "", "Line 6, IntervalsT: Repeat was missing; a number is expected.")]
    [InlineData("Duration=\"300\"", "Duration=\"0\"", "Line 5, Warmup: Duration was 0 s; 1 s to 24 h are allowed.")]
    [InlineData("Duration=\"300\" ", "", "Line 5, Warmup: Duration was missing; a number of seconds is expected.")]
    [InlineData("PowerLow=\"0.4\"", "PowerLow=\"40\"", "Line 5, Warmup: target's minimum was 4000 %; 0 to 1000 % are allowed.")]
    [InlineData("<Warmup", "<Warmup Cadence=", "Line 5: ")]
    [InlineData("</workout>", "", "Line 9: ")]
    [InlineData("workout_file>", "playlist>", "Line 2, playlist: the file's element must be workout_file.")]
    [InlineData("<name>", "<name>&amp;&lol;", "Line 3: ")]
    [InlineData("encoding=\"utf-8\"", "encoding=\"klingon\"", "Line 1: ")]
    public void A_zwo_says_the_line(string right, string wrong, string fault)
        => Assert.StartsWith(fault, Fault("a.zwo", Zwo.Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_zwo_defines_nothing_and_fetches_nothing()
        => Assert.StartsWith("Line 1: ", Fault("a.zwo", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><workout_file><workout>&b;</workout></workout_file>"), StringComparison.Ordinal);

    [Fact]
    public void A_zwo_nested_without_end_is_refused()
        => Assert.Equal("Line 1: elements were nested more than 16 deep.", Fault("a.zwo", string.Concat(Enumerable.Repeat("<a>", 50_000))));

    [Theory]
    [InlineData("5.0\t150", "5.0", "Line 8: '5.0' is no point; a time in minutes and a value are expected.")]
    [InlineData("10.0\t200", "4.0\t200", "Line 10: the time went back from 5 to 4 min.")]
    [InlineData("10.0\t200", "10.0\t-9", "Line 10: ")]
    [InlineData("FTP = 250", "FTP = high", "Line 2: FTP was 'high'; a number of watts, at most 2000, is expected.")]
    [InlineData("MINUTES WATTS", "DISTANCE GRADE", "Line 4: the columns were 'DISTANCE GRADE'; MINUTES WATTS and MINUTES PERCENT are read.")]
    [InlineData("[COURSE HEADER]", "", "Line 2: a file of this kind begins with [COURSE HEADER].")]
    [InlineData("[COURSE DATA]", "[COURSE TEXT]", "Line 12: the file ended, and there was no point in a [COURSE DATA] section.")]
    public void An_erg_says_the_line(string right, string wrong, string fault)
        => Assert.StartsWith(fault, Fault("a.erg", Erg.Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_fit_file_says_the_byte()
    {
        Assert.Equal("Byte 0: this is no FIT file; its header must have 12 or 14 bytes, with .FIT from byte 8.", Fault("a.fit", new byte[40]));
        Assert.Equal($"Byte {Fit.Length - 1}: the file is cut off; its header says {Fit.Length} bytes.", Fault("a.fit", Fit[..^1]));
        var changed = (byte[])Fit.Clone();
        changed[60] ^= 4;
        Assert.Matches("^Byte \\d+: the checksum is 0x[0-9A-F]{4}, but the file says 0x[0-9A-F]{4}; it is damaged\\.$", Fault("a.fit", changed));
        Assert.Matches("^Byte \\d+: this FIT file is of type 4; a workout, type 5, is expected\\.$", Fault("a.fit", Sealed(Fit, at: 14 + 6 + 12 + 1, value: 4)));
    }

    [Fact]
    public void What_is_no_workout_file_at_all_says_what_can_be_read()
    {
        Assert.Equal("This is no workout file that can be read; .zwo, .erg, .mrc and .fit can.", Fault("a.pdf", "%PDF-1.7"));
        Assert.Equal("The file is empty.", Fault("a.zwo", ""));
        Assert.Equal($"The file has {WorkoutFile.LargestBytes + 1} bytes; at most {WorkoutFile.LargestBytes} are read.", Fault("a.zwo", new byte[WorkoutFile.LargestBytes + 1]));
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("plan.xml")]
    public void With_another_ending_the_content_tells(string name)
    {
        Assert.Equal("Mixed", WorkoutFile.Read(name, Encoding.UTF8.GetBytes(Zwo)).Name);
        Assert.NotNull(WorkoutFile.Read(name, Encoding.UTF8.GetBytes(Erg)).Plan);
        Assert.Equal("Mixed", WorkoutFile.Read(name, Fit).Name);
    }

    [Fact]
    public void An_erg_may_be_in_any_of_the_encodings_that_are_about()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal("Ü", WorkoutFile.Read("a.erg", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(Erg)]).Plan!.Description);
        }
    }

    [Fact]
    public void A_zwo_may_have_a_byte_order_mark()
        => Assert.Equal("Mixed", WorkoutFile.Read("a.zwo", (byte[])[.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Zwo)]).Name);

    [Fact]
    public void An_erg_without_an_FTP_stays_in_watts()
    {
        var plan = WorkoutFile.Read("a.erg", Encoding.UTF8.GetBytes(Erg.Replace("FTP = 250\n", "", StringComparison.Ordinal))).Plan!;

        Assert.Equal(
            [new IntervalTarget(TargetKind.PowerWatts, 100, 100), new IntervalTarget(TargetKind.PowerWatts, 200, 200)],
            plan.Steps.Cast<PlanStep.Interval>().Select(step => step.Target));
        Assert.Equal(new IntervalTarget(TargetKind.PowerWatts, 150, 150), ((PlanStep.Interval)plan.Steps[0]).RampTo);
    }

    [Fact]
    public void A_run_has_no_targets_that_we_know_and_says_so()
    {
        var read = WorkoutFile.Read("a.zwo", Encoding.UTF8.GetBytes(Zwo.Replace("<name>", "<sportType>run</sportType><durationType>distance</durationType><name>", StringComparison.Ordinal)));

        Assert.All(read.Plan!.ToWorkout("w", "w").Intervals, interval => Assert.Null(interval.Target));
        Assert.Equal([300d, 60, 120, 60, 120, 60, 120, 60], read.Plan.ToWorkout("w", "w").Intervals.Select(interval => interval.DistanceM!.Value));
        Assert.Contains("It is a run, whose targets are shares of a pace that the file does not say; they were left out.", read.Notes);
    }

    [Fact]
    public void Parts_that_nobody_knows_are_left_out_and_named()
        => Assert.Contains("Line 5: Sprint is not known and was left out.",
            WorkoutFile.Read("a.zwo", Encoding.UTF8.GetBytes(Zwo.Replace("Warmup", "Sprint", StringComparison.Ordinal))).Notes);

    [Fact]
    public void No_bytes_make_it_throw()
    {
        Whatever(Gen.OneOf("a.fit", "a.zwo", "a.erg", "a.mrc", "a").Select(Gen.Byte.Array[0, 400]));
        foreach (var (name, whole) in new[] { ("a.fit", Fit), ("a.zwo", Encoding.UTF8.GetBytes(Zwo)), ("a.erg", Encoding.UTF8.GetBytes(Erg)) })
        {
            Whatever(Gen.Const(name).Select(Gen.Int[0, whole.Length].Select(length => whole[..length])));
            Whatever(Gen.Const(name).Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4].Select(changes => Changed(whole, changes))));
        }
    }

    [Fact]
    public void Nor_do_bits_that_turned_over_in_a_fit_file_whose_checksum_is_right_again()
        => Whatever(Gen.Const("a.fit").Select(Gen.Select(Gen.Int[12, Fit.Length - 3], Gen.Byte).Array[1, 4].Select(changes => Sealed(Changed(Fit, changes)))));

    // Either a plan that can be run, or a sentence; never both, never neither.
    private static void Whatever(Gen<(string Name, byte[] Content)> files) => files.Sample(file =>
    {
        var read = WorkoutFile.Read(file.Name, file.Content);
        Assert.Equal(read.Plan is null, read.Fault is not null);
        Assert.Null(read.Plan?.Fault());
    });

    private static byte[] Changed(byte[] whole, (int At, byte Value)[] changes)
    {
        var changed = (byte[])whole.Clone();
        foreach (var (at, value) in changes)
        {
            changed[at] = value;
        }

        return changed;
    }

    private static byte[] Sealed(byte[] file, int? at = null, byte value = 0)
    {
        var sealedAgain = (byte[])file.Clone();
        if (at is { } place)
        {
            sealedAgain[place] = value;
        }

        BitConverter.TryWriteBytes(sealedAgain.AsSpan(file.Length - 2), FitCrc.Of(sealedAgain.AsSpan(0, file.Length - 2)));
        return sealedAgain;
    }

    private static string Fault(string name, string content) => Fault(name, Encoding.UTF8.GetBytes(content));

    private static string Fault(string name, byte[] content)
    {
        var read = WorkoutFile.Read(name, content);
        Assert.Null(read.Plan);
        return read.Fault!;
    }
}
