using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Late and odd players, and what changes of a plan (`docs/protocol.md`).</summary>
public sealed class RosterTests
{
    private static readonly Caller Cleo = new("cleo", "Cleo", Roles.Player);

    private static readonly SessionCommand Add = new SessionCommand.AddPlayer(Examples.Cleo), Move = new SessionCommand.MovePlayer("ada", "Session00002");

    public static TheoryData<SessionStatus> BeforeTheEnd { get; } = [SessionStatus.Scheduled, SessionStatus.Active, SessionStatus.Paused];

    public static TheoryData<SessionStatus> AfterTheEnd { get; } = [SessionStatus.Completed, SessionStatus.Cancelled];

    [Theory]
    [MemberData(nameof(BeforeTheEnd))]
    public void Staff_add_a_player_until_the_end_who_then_stands_last_on_the_roster_and_may_join(SessionStatus status)
    {
        var session = Given(SessionTransitionTests.Until(status)).When(Examples.Trainer, Add).Then(Happened.Added(Examples.Cleo));

        Assert.Equal(["ada", "ben", "cleo"], session.State.Roster.Select(player => player.PlayerId));
        Assert.Equal(PlayerStatus.Waiting, session.State.Players["cleo"].Status);
        session.When(Cleo, new SessionCommand.Join(JoinRole.Player)).Then(Happened.Joined("cleo"));
        session.When(Examples.Admin, Add).ThenNothing();
    }

    [Theory]
    [MemberData(nameof(AfterTheEnd))]
    public void Nobody_is_added_or_moved_after_the_end(SessionStatus status)
    {
        Given(SessionTransitionTests.Until(status)).When(Examples.Trainer, Add).ThenRefused(RefusalCode.Conflict, status.ToString().ToLowerInvariant());
        Given(SessionTransitionTests.Until(status)).When(Examples.Trainer, Move).ThenRefused(RefusalCode.Conflict);
        Given(SessionTransitionTests.Until(status)).When(Examples.Trainer, new SessionCommand.ChooseAdmission(Admission.Players)).ThenRefused(RefusalCode.Conflict);
    }

    [Fact]
    public void Who_was_removed_is_readmitted_and_not_added()
        => Given(Happened.Kicked("ada")).When(Examples.Trainer, new SessionCommand.AddPlayer(Examples.NewSession.Players[0])).ThenRefused(RefusalCode.Conflict, "readmit");

    [Fact]
    public void A_full_session_takes_nobody_more_and_those_who_were_removed_count()
    {
        var full = Given(Happened.Kicked("ben")).State with { Limits = SessionLimits.Default with { Players = 2 } };

        var refusal = Session.Decide(full, Add, new Asked(Examples.Trainer, Examples.T0)).Refusal;

        Assert.Equal(RefusalCode.Conflict, refusal?.Code);
        Assert.Contains("at most 2", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_moved_leaves_what_they_did_behind_and_is_told_that_they_were_moved_not_that_they_were_removed()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started, Happened.Exercised(Examples.Squats), Happened.Sampled("ada", 150));

        session.When(Examples.Trainer, Move).Then(Happened.Moved("ada"));

        Assert.Equal(["ben"], session.State.Players.Keys);
        var left = session.State.Removed["ada"];
        Assert.Equal((true, "Session00002", Examples.Squats, 150), (left.WasMoved, left.MovedTo, left.Exercise, left.Metrics![Metric.HeartRate]));
        session.When(Examples.Trainer, Move).ThenNothing();
        session.When(Examples.Ada, Examples.Sample(Examples.Ada)).ThenRefused(RefusalCode.Removed, "moved");
        session.When(Examples.Ada, new SessionCommand.Join(JoinRole.Player)).ThenRefused(RefusalCode.Removed, "moved");
    }

    [Fact]
    public void Who_was_moved_and_is_added_again_goes_on_where_they_were()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started, Happened.Exercised(Examples.Squats), Happened.Moved("ada"));

        session.When(Examples.Trainer, new SessionCommand.AddPlayer(Examples.NewSession.Players[0])).Then(Happened.Readmitted("ada"));

        Assert.Equal((false, null, Examples.Squats), (session.Ada.WasMoved, session.Ada.MovedTo, session.Ada.Exercise));
    }

    [Fact]
    public void A_removed_player_is_not_moved_and_nobody_is_moved_to_where_they_are()
    {
        Given(Happened.Kicked("ada")).When(Examples.Trainer, Move).ThenRefused(RefusalCode.Conflict, "readmit");
        Given().When(Examples.Trainer, new SessionCommand.MovePlayer("ada", Examples.SessionId)).ThenRefused(RefusalCode.Invalid, "toSessionId");
        Given().When(Examples.Trainer, new SessionCommand.MovePlayer("nobody", "Session00002")).ThenRefused(RefusalCode.Invalid, "playerId");
    }

    [Theory]
    [InlineData(Admission.Roster, false, false)]
    [InlineData(Admission.Players, true, false)]
    [InlineData(Admission.Guests, true, true)]
    public void A_code_lets_in_whom_the_session_says(Admission admits, bool players, bool guests)
    {
        Come(Examples.Cleo, players);
        Come(Examples.Guest, guests);

        void Come(RosterPlayer player, bool may)
        {
            var session = Given(Happened.Admits(admits)).When(Caller.System, new SessionCommand.AdmitByCode(player));
            if (may)
            {
                session.Then(Happened.Added(player, by: player.PlayerId)).When(Caller.System, new SessionCommand.AdmitByCode(player)).ThenNothing();
            }
            else
            {
                session.ThenRefused(RefusalCode.Forbidden);
            }
        }
    }

    [Fact]
    public void A_code_brings_nobody_back_who_was_removed_and_no_more_guests_than_are_allowed()
    {
        Given(Happened.Admits(Admission.Guests), Happened.Kicked("ada")).When(Caller.System, new SessionCommand.AdmitByCode(Examples.NewSession.Players[0])).ThenRefused(RefusalCode.Removed);
        Given(Happened.Admits(Admission.Guests), Happened.Added(Examples.Guest), Happened.Kicked("gus")).When(Caller.System, new SessionCommand.AdmitByCode(Examples.Guest)).ThenRefused(RefusalCode.Removed);
        var crowded = Given(Happened.Admits(Admission.Guests), Happened.Added(Examples.Guest)).State with { Limits = SessionLimits.Default with { Guests = 1 } };
        Assert.Contains("at most 1", Session.Decide(crowded, new SessionCommand.AdmitByCode(Examples.Guest with { PlayerId = "eve" }), new Asked(Caller.System, Examples.T0)).Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(Session.Decide(crowded, new SessionCommand.AdmitByCode(Examples.Cleo), new Asked(Caller.System, Examples.T0)).Refusal);
    }

    [Fact]
    public void Players_answer_for_themselves_and_change_their_mind_until_the_start()
    {
        var session = Given().When(Examples.Ada, new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Declined)).Then(Happened.Answered("ada", PlayerAnswer.Declined));

        session.When(Examples.Ada, new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Declined)).ThenNothing();
        session.When(Examples.Ada, new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Coming)).Then(Happened.Answered("ada", PlayerAnswer.Coming));
        Assert.Equal(PlayerAnswer.Coming, session.Ada.Answer);
        session.When(Examples.Ben, new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Coming)).ThenRefused(RefusalCode.Forbidden);
        session.When(Examples.Trainer, new SessionCommand.Start());
        session.When(Examples.Ada, new SessionCommand.AnswerInvitation("ada", PlayerAnswer.Declined)).ThenRefused(RefusalCode.Conflict, "active");
    }

    [Fact]
    public void Who_cannot_make_up_their_mind_is_slowed_down()
    {
        var session = Given();
        for (var times = 0; session.Refusal is null && times < 100; times++)
        {
            session.When(Examples.Ada, new SessionCommand.AnswerInvitation("ada", times % 2 == 0 ? PlayerAnswer.Coming : PlayerAnswer.Declined));
        }

        session.ThenRefused(RefusalCode.RateLimited);
    }

    [Fact]
    public void A_trainer_plans_anew_or_calls_off_what_has_not_begun()
    {
        var later = Examples.T0.AddDays(1);
        var session = Given().When(Examples.Trainer, new SessionCommand.Reschedule(later)).Then(new SessionEvent.Rescheduled(later) { At = default });
        Assert.Equal(later, session.State.ScheduledAt);
        session.When(Examples.Trainer, new SessionCommand.Reschedule(later)).ThenNothing();
        session.When(Examples.Trainer, new SessionCommand.Cancel("rain")).Then(new SessionEvent.Cancelled("rain") { At = default, By = "trainer" });
        Assert.Equal((SessionStatus.Cancelled, "rain"), (session.State.Status, session.State.EndReason));
        session.When(Examples.Trainer, new SessionCommand.Cancel("rain")).ThenNothing();

        Given(Happened.Started).When(Examples.Trainer, new SessionCommand.Reschedule(later)).ThenRefused(RefusalCode.Conflict, "active");
        Given(Happened.Started).When(Examples.Trainer, new SessionCommand.Cancel(null)).ThenRefused(RefusalCode.Conflict, "active");
    }

    [Fact]
    public void What_others_wrote_about_who_came_late_goes_with_them_and_the_other_session_is_not_named()
    {
        var erasure = new Erasure("cleo", "p1", Examples.NewSession, addedAs: "Cleo");

        var kicked = Assert.IsType<SessionEvent.PlayerKicked>(erasure.Of(new SessionEvent.PlayerKicked("ben", "quarrelled with Cleo", "trainer") { At = Examples.T0 }));
        var moved = Assert.IsType<SessionEvent.PlayerMoved>(erasure.Of(new SessionEvent.PlayerMoved("cleo", "Session00002", "trainer") { At = Examples.T0 }));

        Assert.Null(kicked.Reason);
        Assert.Equal(("p1", null), (moved.PlayerId, moved.ToSessionId));
    }
}
