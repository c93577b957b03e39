using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>A player's raised hand, and their word on how hard it was.</summary>
public sealed class HandTests
{
    private static readonly SessionCommand Up = new SessionCommand.SetHand("ada", true), Down = new SessionCommand.SetHand("ada", false);

    [Fact]
    public void A_hand_goes_up_once_and_down_by_the_player_or_staff()
    {
        var session = Given().When(Examples.Ada, Up).Then(new SessionEvent.HandRaised("ada") { At = default });
        session.When(Examples.Ada, Up).ThenNothing();
        session.When(Examples.Trainer, Down).Then(new SessionEvent.HandLowered("ada", "trainer") { At = default });
        session.When(Examples.Ada, Down).ThenNothing();
        Assert.Empty(session.State.Messages.Hands);
    }

    [Fact]
    public void Three_at_once_and_then_one_each_five_seconds()
    {
        var session = Given();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(session.When(Examples.Ada, Up).Refusal);
            Assert.Null(session.When(Examples.Ada, Down).Refusal);
        }

        Assert.Equal(TimeSpan.FromSeconds(5), session.When(Examples.Ada, Up).ThenRefused(RefusalCode.RateLimited, "hands").RetryAfter);
        Assert.Null(session.When(Examples.Ben, new SessionCommand.SetHand("ben", true)).Refusal);
    }

    [Fact]
    public void The_end_a_kick_and_a_move_take_it_down()
    {
        Assert.Empty(Given(Happened.Started, Happened.Raised("ada"), Happened.Ended).State.Messages.Hands);
        Assert.Empty(Given(Happened.Raised("ada"), Happened.Kicked("ada"), Happened.Readmitted("ada")).State.Messages.Hands);
        Assert.Empty(Given(Happened.Raised("ada"), new SessionEvent.PlayerMoved("ada", "Session00002", "trainer") { At = default }).State.Messages.Hands);
        Given(Happened.Started, Happened.Ended).When(Examples.Ada, Up).ThenRefused(RefusalCode.Conflict, "completed");
    }

    [Fact]
    public void How_hard_it_was_is_told_from_the_start_until_a_day_after_the_end_and_may_be_put_right()
    {
        Given().When(Examples.Ada, Effort(6)).ThenRefused(RefusalCode.Conflict, "scheduled");
        var session = Given(Happened.Started, Happened.Ended);
        session.When(Examples.Ada, Effort(6)).Then(new SessionEvent.EffortRated("ada", 6, "ada") { At = default });
        session.When(Examples.Ada, Effort(6)).ThenNothing();
        session.When(Examples.Trainer, Effort(7.5)).Then(new SessionEvent.EffortRated("ada", 7.5, "trainer") { At = default });
        Assert.Equal(7.5, session.State.Efforts["ada"]);
        session.Later(TimeSpan.FromHours(25)).When(Examples.Ada, Effort(5)).ThenRefused(RefusalCode.Conflict, "24 hours");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(10.5)]
    [InlineData(7.25)]
    [InlineData(double.NaN)]
    public void Exertion_is_from_1_to_10_in_half_steps(double rpe)
    {
        Given(Happened.Started).When(Examples.Ada, Effort(rpe)).ThenRefused(RefusalCode.Invalid, "rpe");
        Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { Rpe = rpe })).ThenRefused(RefusalCode.Invalid, "rpe");
    }

    [Fact]
    public void A_set_says_what_it_was_in_place_of_and_cannot_be_both_done_and_left_out()
    {
        Assert.Equal(Examples.Everything, Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Everything)).Ada.Exercise);
        Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { Completed = true, Skipped = true })).ThenRefused(RefusalCode.Invalid, "skipped");
        Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { Errors = 1001 })).ThenRefused(RefusalCode.Invalid, "errors");
        Given().When(Examples.Ada, new SessionCommand.ReportExercise(Examples.Squats with { InsteadOf = "" })).ThenRefused(RefusalCode.Invalid, "insteadOf");
    }

    private static SessionCommand.RateEffort Effort(double rpe) => new SessionCommand.RateEffort("ada", rpe);
}
