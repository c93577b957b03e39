using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Who may do what (`protocol.md` §2.2): every call by every kind of caller. Ada is the player whom the call is about, and kicked in the last column.</summary>
public sealed class PermissionTests
{
    //                                                             trainer     other trainer this player another player observer    admin       stranger     system
    public static TheoryData<string, string[]> Table { get; } = new()
    {
        { "join as trainer",    ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "join as player",     ["forbidden", "not_found", "ok",        "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "join as observer",   ["ok",        "not_found", "forbidden", "forbidden", "ok",        "ok",        "not_found", "forbidden"] },
        { "leave",              ["ok",        "not_found", "ok",        "ok",        "ok",        "ok",        "not_found", "forbidden"] },
        { "start",              ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "pause",              ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "resume",             ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "end",                ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "force end",          ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "kick",               ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "readmit",            ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "metrics",            ["forbidden", "not_found", "ok",        "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "backfill",           ["forbidden", "not_found", "ok",        "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "exercise progress",  ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "interval progress",  ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "status",             ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "send a message",     ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "acknowledge",        ["forbidden", "not_found", "ok",        "ok",        "forbidden", "forbidden", "not_found", "forbidden"] },
        { "raise a hand",       ["forbidden", "not_found", "ok",        "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "lower a hand",       ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "rate the effort",    ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "cancel",              ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "reschedule",          ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "choose admission",    ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "forbidden"] },
        { "add a player",        ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "move",                ["ok",        "not_found", "forbidden", "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "answer",              ["ok",        "not_found", "ok",        "forbidden", "forbidden", "ok",        "not_found", "forbidden"] },
        { "admit by code",       ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "ok"] },
        { "choose sharing",     ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "ok"] },
        { "lose a connection",  ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "ok"] },
        { "drop the lost",      ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "ok"] },
        { "expire",             ["forbidden", "not_found", "forbidden", "forbidden", "forbidden", "forbidden", "not_found", "ok"] },
    };

    private static readonly Caller[] Callers =
        [Examples.Trainer, Examples.OtherTrainer, Examples.Ada, Examples.Ben, Examples.Observer, Examples.Admin, Examples.Stranger, Caller.System];

    private static readonly Dictionary<string, SessionCommand> Commands = new()
    {
        ["join as trainer"] = new SessionCommand.Join(JoinRole.Trainer),
        ["join as player"] = new SessionCommand.Join(JoinRole.Player, "ada"),
        ["join as observer"] = new SessionCommand.Join(JoinRole.Observer),
        ["leave"] = new SessionCommand.Leave(),
        ["start"] = new SessionCommand.Start(),
        ["pause"] = new SessionCommand.Pause(),
        ["resume"] = new SessionCommand.Resume(),
        ["end"] = new SessionCommand.End(),
        ["force end"] = new SessionCommand.ForceEnd(null),
        ["kick"] = new SessionCommand.Kick("ada", null),
        ["readmit"] = new SessionCommand.Readmit("ada"),
        ["metrics"] = Examples.Sample(Examples.Ada),
        ["backfill"] = new SessionCommand.Backfill("ada", [new BackfillSample(null, Examples.T0, Examples.HeartRate(100))]),
        ["exercise progress"] = new SessionCommand.ReportExercise(Examples.Squats),
        ["interval progress"] = new SessionCommand.ReportInterval(Examples.Uphill),
        ["status"] = new SessionCommand.SetStatus("ada", PlayerStatus.Paused, null),
        ["send a message"] = new SessionCommand.SendMessage("m2", ["ada"], MessagePriority.High, "Drink"),
        ["acknowledge"] = new SessionCommand.AcknowledgeMessage("m1"),
        ["raise a hand"] = new SessionCommand.SetHand("ada", true),
        ["lower a hand"] = new SessionCommand.SetHand("ada", false),
        ["rate the effort"] = new SessionCommand.RateEffort("ada", 7.5),
        ["cancel"] = new SessionCommand.Cancel(null),
        ["reschedule"] = new SessionCommand.Reschedule(Examples.T0.AddDays(1)),
        ["choose admission"] = new SessionCommand.ChooseAdmission(Admission.Players),
        ["add a player"] = new SessionCommand.AddPlayer(Examples.NewSession.Players[0]),
        ["move"] = new SessionCommand.MovePlayer("ada", "Session00002"),
        ["answer"] = new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Coming),
        ["admit by code"] = new SessionCommand.AdmitByCode(Examples.NewSession.Players[0]),
        ["choose sharing"] = Examples.Choose(Examples.Ada, HeartRateVisibility.Zone),
        ["lose a connection"] = new SessionCommand.LoseConnection("ada"),
        ["drop the lost"] = new SessionCommand.DropLost(),
        ["expire"] = new SessionCommand.Expire(),
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_call_by_every_caller(string call, string[] expected)
        => Assert.Equal(expected, Callers.Select(caller => InTime(call).When(caller, Commands[call]).Refusal?.WireCode ?? "ok"));

    // What belongs to the plan is over with the start.
    private static SessionSpecification InTime(string call)
        => call is "cancel" or "reschedule" or "answer" ? Given(Happened.Joined("ada")) : Given(Happened.Joined("ada"), Happened.Started, Happened.Messaged("m1"));

    /// <summary>The cells that no hand wrote: every command by every mix of roles in every place that one can have in a session, by the table of permissions.</summary>
    [Fact]
    public void Every_command_by_every_mix_of_roles_is_judged_by_the_table()
    {
        List<string> wrong = [];
        foreach (var (call, command) in Commands)
        {
            foreach (var userId in new[] { "trainer", "ada", "ben", "olga", "somebody" })
            {
                foreach (var roles in Enumerable.Range(0, 16).Select(bits => (Roles)bits))
                {
                    var session = Given(Happened.Joined("ada"), Happened.Started);
                    var caller = new Caller(userId, "", roles);
                    var relation = Permissions.Of(caller, session.State, command.Target);
                    var expected = relation == Relation.None ? "not_found" : (relation & Permissions.Allowed(command)) == 0 ? "forbidden" : "ok";
                    // What is refused for another reason than the caller was the caller's to ask.
                    var verdict = session.When(caller, command).Refusal is { Code: RefusalCode.NotFound or RefusalCode.Forbidden } refusal ? refusal.WireCode : "ok";
                    if (verdict != expected)
                    {
                        wrong.Add($"{call} by {userId} as {roles}: {verdict} instead of {expected}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_command_but_creation_has_a_row()
        => Assert.Equal(
            typeof(SessionCommand).GetNestedTypes().Where(type => type != typeof(SessionCommand.Create)).Select(type => type.Name).Order(),
            Table.Select(row => Commands[(string)row[0]].GetType().Name).Distinct().Order());

    [Theory]
    [InlineData("leave", "ok")]
    [InlineData("join as player", "removed")]
    [InlineData("metrics", "removed")]
    [InlineData("status", "removed")]
    [InlineData("acknowledge", "removed")]
    [InlineData("raise a hand", "removed")]
    [InlineData("start", "forbidden")]
    public void A_kicked_player_is_told_so(string call, string expected)
        => Assert.Equal(expected, Given(Happened.Joined("ada"), Happened.Started, Happened.Kicked("ada")).When(Examples.Ada, Commands[call]).Refusal?.WireCode ?? "ok");

    [Fact]
    public void A_role_counts_only_while_the_store_still_gives_it()
    {
        Given().When(Examples.Trainer with { Roles = Roles.None }, new SessionCommand.Start()).ThenRefused(RefusalCode.NotFound);
        Given().When(Examples.Ada with { Roles = Roles.Observer }, new SessionCommand.Join(JoinRole.Player)).ThenRefused(RefusalCode.NotFound);
        Given().When(Examples.Observer with { Roles = Roles.Player }, new SessionCommand.Join(JoinRole.Observer)).ThenRefused(RefusalCode.NotFound);
    }

    [Theory]
    [InlineData("trainer", Roles.Trainer, true)]
    [InlineData("trainer", Roles.Player, false)]
    [InlineData("trainer2", Roles.Trainer, false)]
    [InlineData("admin", Roles.Admin, true)]
    public void Trainers_make_sessions_for_themselves_and_admins_for_anyone(string userId, Roles roles, bool may)
    {
        var decision = Session.Decide(
            Session.Empty(SessionLimits.Default), new SessionCommand.Create(Examples.NewSession), new Asked(new Caller(userId, "", roles), Examples.T0));
        Assert.Equal(may ? null : RefusalCode.Forbidden, decision.Refusal?.Code);
        Assert.Equal(may ? 1 : 0, decision.Events.Length);
    }

    [Fact]
    public void Refusals_come_in_the_order_of_the_contract()
    {
        var bad = Examples.Sample(Examples.Ada, 500);
        Given().When(Examples.Stranger, bad).ThenRefused(RefusalCode.NotFound);
        Given().When(Examples.Ben, bad).ThenRefused(RefusalCode.Forbidden);
        Given(Happened.Kicked("ada")).When(Examples.Ada, bad).ThenRefused(RefusalCode.Removed);
        Assert.Equal(RefusalCode.Conflict, Session.Decide(Given().State, bad, new Asked(Examples.Ada, Examples.T0, Joined: false)).Refusal?.Code);
        Given([Happened.Ended, .. Samples(5)]).When(Examples.Ada, bad).ThenRefused(RefusalCode.Invalid);
        var ended = Given(Happened.Ended);
        var spent = Session.Fold(ended.State, Samples(5).Select(sample => sample with { At = ended.Now }));
        Assert.Equal(RefusalCode.RateLimited, Session.Decide(spent, Examples.Sample(Examples.Ada), new Asked(Examples.Ada, ended.Now)).Refusal?.Code);
        Given([Happened.Started, Happened.Ended, .. Samples(5)]).When(Examples.Ada, Examples.Sample(Examples.Ada)).ThenRefused(RefusalCode.Conflict);

        static IEnumerable<SessionEvent> Samples(int count) => Enumerable.Repeat(Happened.Sampled("ada", 100), count);
    }
}
