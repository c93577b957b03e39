using System.Collections.Immutable;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>The compiler cannot prove the closed hierarchies complete: every command goes into every phase from every kind of caller, with the most awkward arguments, and nothing throws.</summary>
public sealed class ExhaustiveTests
{
    private static readonly string LongText = new('x', 5000);

    private static readonly SessionCommand[] Commands =
    [
        new SessionCommand.Create(Examples.NewSession), new SessionCommand.Create(Examples.NewSession with { Players = [] }),
        new SessionCommand.Create(Examples.NewSession with { Players = [Examples.NewSession.Players[0], Examples.NewSession.Players[0]], SessionId = LongText }),
        new SessionCommand.Create(Examples.NewSession with { Players = default, Observers = default }),
        new SessionCommand.Join(JoinRole.Trainer), new SessionCommand.Join(JoinRole.Player), new SessionCommand.Join(JoinRole.Player, "ada"), new SessionCommand.Join(JoinRole.Observer, "nobody"),
        new SessionCommand.Leave(), new SessionCommand.Start(), new SessionCommand.Pause(), new SessionCommand.Resume(), new SessionCommand.End(),
        new SessionCommand.ForceEnd(null), new SessionCommand.ForceEnd(LongText),
        new SessionCommand.Kick("ada", null), new SessionCommand.Kick("nobody", LongText), new SessionCommand.Kick("", ""),
        new SessionCommand.Readmit("ada"), new SessionCommand.Readmit("nobody"), new SessionCommand.Readmit(""),
        Examples.Sample(Examples.Ada), new SessionCommand.ReportMetrics("nobody", "", Examples.T0, MetricValues.Empty),
        .. new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue }.Select(extreme => Examples.Sample(Examples.Ada) with { Timestamp = extreme }),
        new SessionCommand.ReportMetrics("ada", LongText, null, new MetricValues.Builder().Set(Metric.Pace, 0).Set(Metric.Speed, double.MaxValue).SetEquipment("").SetRrIntervals([double.NegativeInfinity]).Build()),
        new SessionCommand.Backfill("ada", default), new SessionCommand.Backfill("nobody", []),
        new SessionCommand.Backfill("ada",
        [
            new BackfillSample(null, null, MetricValues.Empty), new BackfillSample(LongText, DateTimeOffset.MinValue, Examples.HeartRate(100)), new BackfillSample(null, DateTimeOffset.MaxValue, Examples.HeartRate(100)),
            new BackfillSample("watch", Examples.T0.AddHours(1), Examples.HeartRate(100)), new BackfillSample("watch", Examples.T0.AddHours(1), Examples.HeartRate(double.NaN)),
            .. Enumerable.Range(0, 5).Select(_ => new BackfillSample(null, Examples.T0.AddHours(-1), Examples.HeartRate(100)) { Malformed = "nonsense" }),
        ]),
        new SessionCommand.ReportExercise(Examples.Squats),
        new SessionCommand.ReportExercise(new ExerciseProgress("", "", "", int.MinValue, int.MaxValue, true, int.MaxValue, double.NaN, double.MinValue, double.PositiveInfinity, DateTimeOffset.MaxValue)),
        new SessionCommand.ReportInterval(Examples.Uphill),
        new SessionCommand.ReportInterval(Examples.Uphill with { PlayerId = "nobody", TargetPower = new TargetBand(double.NaN, double.MaxValue), CurrentInterval = int.MinValue }),
        .. Enum.GetValues<PlayerStatus>().Select(status => new SessionCommand.SetStatus("ada", status, null)), new SessionCommand.SetStatus("nobody", (PlayerStatus)99, LongText),
        new SessionCommand.ReportExercise(Examples.Squats with { Rpe = double.NaN, Errors = -1, InsteadOf = LongText }), new SessionCommand.ReportExercise(Examples.Squats with { Completed = true, Skipped = true }),
        new SessionCommand.SendMessage("m1", default, MessagePriority.Urgent, "Stop"), new SessionCommand.SendMessage("m2", ["ada", "ada"], MessagePriority.Low, "  "),
        new SessionCommand.SendMessage("", [], (MessagePriority)99, LongText), new SessionCommand.SendMessage(LongText, ["nobody", ""], MessagePriority.High, ""),
        new SessionCommand.AcknowledgeMessage("m1"), new SessionCommand.AcknowledgeMessage(""), new SessionCommand.AcknowledgeMessage(LongText),
        .. new[] { "ada", "nobody", "" }.SelectMany(who => new SessionCommand[] { new SessionCommand.SetHand(who, true), new SessionCommand.SetHand(who, false), new SessionCommand.RateEffort(who, 7) }),
        new SessionCommand.RateEffort("ada", double.NaN), new SessionCommand.RateEffort("ada", 0.5),
        Examples.Choose(Examples.Ada, HeartRateVisibility.Zone, HeartRateVisibility.Number), Examples.Choose(Examples.Ada, (HeartRateVisibility)99, (HeartRateVisibility)(-1)),
        Examples.Choose(Examples.Stranger, HeartRateVisibility.Hidden),
        new SessionCommand.AddPlayer(Examples.Cleo), new SessionCommand.AddPlayer(Examples.NewSession.Players[0]), new SessionCommand.AddPlayer(new RosterPlayer("", LongText, int.MinValue, Thresholds.Unknown)),
        new SessionCommand.AdmitByCode(Examples.Guest), new SessionCommand.AdmitByCode(Examples.Cleo), new SessionCommand.AdmitByCode(Examples.NewSession.Players[0]),
        new SessionCommand.MovePlayer("ada", "Session00002"), new SessionCommand.MovePlayer("ada", Examples.SessionId), new SessionCommand.MovePlayer("nobody", LongText),
        new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Coming), new SessionCommand.AnswerInvitation("nobody", (PlayerAnswer)99),
        new SessionCommand.Reschedule(null), new SessionCommand.Reschedule(DateTimeOffset.MaxValue), new SessionCommand.Cancel(null), new SessionCommand.Cancel(LongText),
        new SessionCommand.ChooseAdmission(Admission.Guests), new SessionCommand.ChooseAdmission((Admission)99),
        new SessionCommand.LoseConnection("ada"), new SessionCommand.LoseConnection("nobody"), new SessionCommand.DropLost(), new SessionCommand.Expire(),
    ];

    private static readonly Caller[] Callers =
    [
        Examples.Trainer, Examples.OtherTrainer, Examples.Ada, Examples.Ben, Examples.Observer, Examples.Admin, Examples.Stranger, Caller.System,
        new("ada", "Ada", Roles.Admin | Roles.Trainer | Roles.Player | Roles.Observer), new("trainer", "Tom", Roles.None), new("", "", Roles.Player),
    ];

    public static TheoryData<string> Phases { get; } =
        ["nothing", "scheduled", "active", "paused", "completed", "cancelled", "joined", "lost", "dropped", "kicked", "kicked active", "readmitted", "sampled", "spoken", "moved", "with guests"];

    [Theory]
    [MemberData(nameof(Phases))]
    public void Any_command_from_anyone_in_any_phase_is_decided_and_its_events_evolve(string phase)
    {
        var state = Phase(phase);
        DateTimeOffset[] clocks = [Examples.T0.AddHours(1), Examples.T0.AddHours(-1)];
        TimeSpan?[] offsets = [null, TimeSpan.FromDays(3_000_000), TimeSpan.FromDays(-3_000_000)];
        foreach (var (command, caller, now, offset) in
            from command in Commands from caller in Callers from now in clocks from offset in offsets select (command, caller, now, offset))
        {
            foreach (var asked in new[] { new Asked(caller, now, true, "ada", offset), new Asked(caller, now, false, "nobody", offset) })
            {
                var decision = Session.Decide(state, command, asked);
                Assert.True(decision.Refusal is null || decision.Events.IsEmpty);
                Assert.Equal(state.Seq + decision.Events.Length, Session.Fold(state, decision.Events).Seq);
                Assert.NotNull(Session.Decide(state, command with { Malformed = "nonsense was given." }, asked).Refusal);
            }
        }
    }

    [Fact]
    public void Every_command_stands_in_the_list_above()
        => Assert.Equal(
            typeof(SessionCommand).GetNestedTypes().Select(type => type.Name).Order(),
            Commands.Select(command => command.GetType().Name).Distinct().Order());

    private static SessionState Phase(string phase)
    {
        ImmutableArray<SessionEvent> joined = [Happened.Joined("ada")];
        return phase switch
        {
            "nothing" => Session.Empty(SessionLimits.Default),
            "joined" => SessionSpecification.Given([.. joined, Happened.Started]).State,
            "lost" => SessionSpecification.Given([.. joined, Happened.Started, Happened.Lost("ada")]).State,
            "dropped" => SessionSpecification.Given([.. joined, Happened.Started, Happened.Left("ada", LeaveReason.Disconnected)]).State,
            "kicked" => SessionSpecification.Given(Happened.Kicked("ada")).State,
            "moved" => SessionSpecification.Given([.. joined, Happened.Started, Happened.Moved("ada")]).State,
            "with guests" => SessionSpecification.Given(Happened.Admits(Admission.Guests), Happened.Added(Examples.Guest), Happened.Answered("ada", PlayerAnswer.Coming)).State,
            "kicked active" => SessionSpecification.Given([.. joined, Happened.Started, Happened.Kicked("ada"), Happened.Paused]).State,
            "readmitted" => SessionSpecification.Given([.. joined, Happened.Kicked("ada"), Happened.Readmitted("ada")]).State,
            "sampled" => SessionSpecification.Given([.. joined, Happened.Started, .. Enumerable.Range(0, 5).Select(i => Happened.Sampled("ada", 100 + i))]).State,
            "spoken" => SessionSpecification.Given([.. joined, Happened.Started, Happened.Messaged("m1"), Happened.Raised("ada")]).State,
            _ => SessionSpecification.Given(SessionTransitionTests.Until(Enum.Parse<SessionStatus>(phase, ignoreCase: true))).State,
        };
    }
}
