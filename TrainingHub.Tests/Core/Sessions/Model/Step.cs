using CsCheck;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Tests.Core.Sessions.Model;

/// <summary>Someone asks for something, some time after the step before.</summary>
internal sealed record Step(Caller Caller, SessionCommand Command, TimeSpan After, bool Joined)
{
    private static readonly Caller[] Callers =
    [
        Examples.Trainer, Examples.OtherTrainer, Examples.Ada, Examples.Ben, Examples.Observer, Examples.Admin, Examples.Stranger, Caller.System,
        new("ben", "Ben", Roles.Player | Roles.Admin), new("cleo", "Cleo", Roles.Player),
    ];

    private static readonly Caller Cleo = new("cleo", "Cleo", Roles.Player);

    private static readonly Gen<string> PlayerId = Gen.Frequency((5, Gen.Const("ada")), (4, Gen.Const("ben")), (2, Gen.Const("cleo")), (1, Gen.Const("nobody")));

    private static readonly Gen<MetricValues> Values =
        from heartRate in OneOf<double?>(19, 20, 143.5, 171, 260, 261, null)
        from given in Gen.Bool
        from speed in OneOf<double?>(0, 3.3, 40.1, null)
        from rr in OneOf<double[]>([], [812.5, 640], [100])
        select Build(heartRate, given ? speed : -1, rr);

    private static readonly Gen<BackfillSample> Late =
        from values in Values
        from at in Gen.Int[-3, 40]
        from device in OneOf("watch", "strap")
        select new BackfillSample(device, Examples.T0.AddSeconds(15 * at), values);

    private static readonly Gen<SessionCommand> Commands = Gen.Frequency(
        (6, OneOf<SessionCommand>(new SessionCommand.Start(), new SessionCommand.Pause(), new SessionCommand.Resume(), new SessionCommand.Resume(), new SessionCommand.Pause())),
        (1, OneOf<SessionCommand>(new SessionCommand.End(), new SessionCommand.Cancel("rain"), new SessionCommand.ForceEnd("rain"), new SessionCommand.Expire(), new SessionCommand.Create(Examples.NewSession))),
        (6, OneOf<SessionCommand>(new SessionCommand.Join(JoinRole.Player), new SessionCommand.Join(JoinRole.Trainer), new SessionCommand.Join(JoinRole.Observer))),
        (3, Gen.Const<SessionCommand>(new SessionCommand.Leave())),
        (3, PlayerId.Select(id => (SessionCommand)new SessionCommand.Kick(id, "late"))),
        (3, PlayerId.Select(id => (SessionCommand)new SessionCommand.Readmit(id))),
        (2, OneOf<SessionCommand>(new SessionCommand.AddPlayer(Examples.Cleo), new SessionCommand.AdmitByCode(Examples.Cleo), new SessionCommand.ChooseAdmission(Admission.Players), new SessionCommand.ChooseAdmission(Admission.Roster))),
        (2, PlayerId.Select(id => (SessionCommand)new SessionCommand.MovePlayer(id, "Session00002"))),
        (3, Gen.Select(PlayerId, Gen.Enum<PlayerAnswer>(), (id, answer) => (SessionCommand)new SessionCommand.AnswerInvitation(id, answer))),
        (1, OneOf<SessionCommand>(new SessionCommand.Reschedule(null), new SessionCommand.Reschedule(Examples.T0.AddHours(5)))),
        (3, PlayerId.Select(id => (SessionCommand)new SessionCommand.LoseConnection(id))),
        (3, Gen.Select(PlayerId, Gen.Enum<HeartRateVisibility>(), OneOf<HeartRateVisibility?>(null, HeartRateVisibility.Number, HeartRateVisibility.Zone),
            (id, observers, team) => (SessionCommand)new SessionCommand.ChooseSharing(id, new SharingChoice(observers, team)))),
        (2, Gen.Const<SessionCommand>(new SessionCommand.DropLost())),
        (6, Gen.Select(PlayerId, Gen.Enum<PlayerStatus>(), (id, status) => (SessionCommand)new SessionCommand.SetStatus(id, status, null))),
        (8, Gen.Select(PlayerId, Values, (id, values) => (SessionCommand)new SessionCommand.ReportMetrics(id, "watch", null, values))),
        (4, Gen.Select(PlayerId, Late.Array[1, 5], (id, samples) => (SessionCommand)new SessionCommand.Backfill(id, [.. samples]))),
        (3, Gen.Select(PlayerId, Gen.Bool, Gen.Int[1, 6], Gen.Enum<MessagePriority>(), (id, all, number, priority) => (SessionCommand)new SessionCommand.SendMessage($"m{number}", all ? default : [id], priority, "Drink"))),
        (4, Gen.Int[1, 7].Select(number => (SessionCommand)new SessionCommand.AcknowledgeMessage($"m{number}"))),
        (3, Gen.Select(PlayerId, Gen.Bool, (id, raised) => (SessionCommand)new SessionCommand.SetHand(id, raised))),
        (2, Gen.Select(PlayerId, Gen.Int[0, 21], (id, halves) => (SessionCommand)new SessionCommand.RateEffort(id, halves / 2.0))),
        (3, Gen.Select(PlayerId, Gen.Int[0, 5], (id, set) => (SessionCommand)new SessionCommand.ReportExercise(Examples.Squats with { PlayerId = id, SetNumber = set }))),
        (3, Gen.Select(PlayerId, Gen.Int[0, 3], (id, current) => (SessionCommand)new SessionCommand.ReportInterval(Examples.Uphill with { PlayerId = id, CurrentInterval = current }))));

    /// <summary>Mostly by someone who may, so that much happens.</summary>
    public static Gen<Step> Any { get; } =
        from command in Commands
        from caller in Gen.Int[0, Callers.Length - 1]
        from fitting in Gen.Int[0, 4]
        from seconds in OneOf(0.0, 0.1, 1, 2, 7.5, 15, 120)
        from joined in Gen.Int[0, 19]
        select new Step(fitting > 0 ? Fitting(command, Callers[caller]) : Callers[caller], command, TimeSpan.FromSeconds(seconds), joined > 0);

    /// <summary>The player whose last connection it would be, with a leave.</summary>
    public string? LastConnectionOf => Command is SessionCommand.Leave && Caller.Is(Roles.Player) ? Caller.UserId : null;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Caller Fitting(SessionCommand command, Caller other) => command switch
    {
        SessionCommand.ForceEnd => Examples.Admin,
        SessionCommand.LoseConnection or SessionCommand.ChooseSharing or SessionCommand.DropLost or SessionCommand.Expire or SessionCommand.AdmitByCode => Caller.System,
        SessionCommand.Join { Role: JoinRole.Player } or SessionCommand.Leave => other.Is(Roles.Player) ? other : Examples.Ada,
        SessionCommand.AcknowledgeMessage => other.UserId == "ben" ? Examples.Ben : Examples.Ada,
        SessionCommand.ReportMetrics or SessionCommand.Backfill or SessionCommand.ReportExercise or SessionCommand.ReportInterval or SessionCommand.SetStatus or SessionCommand.AnswerInvitation
            or SessionCommand.SetHand or SessionCommand.RateEffort => command.Target switch { "ben" => Examples.Ben, "cleo" => Cleo, _ => Examples.Ada },
        _ => Examples.Trainer,
    };

    private static MetricValues Build(double? heartRate, double? speed, double[] rr)
    {
        var builder = new MetricValues.Builder().Set(Metric.HeartRate, heartRate);
        if (speed is not < 0)
        {
            builder.Set(Metric.Speed, speed);
        }

        return (rr.Length == 0 ? builder : builder.SetRrIntervals([.. rr])).Build();
    }
}
