using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>Who is lost, kicked or gone comes back as what they were.</summary>
public sealed class PresenceTests
{
    private static readonly TimeSpan Grace = SessionLimits.Default.DropGrace;

    [Fact]
    public void A_lost_player_stays_what_they_are_within_the_grace_and_is_dropped_after_it()
    {
        var session = Active().When(Caller.System, new SessionCommand.LoseConnection("ada")).Then(Happened.Lost("ada"));
        Assert.Equal((PlayerStatus.Active, false), (session.Ada.Status, session.Ada.Connected));

        session.Later(Grace - TimeSpan.FromTicks(1)).When(Caller.System, new SessionCommand.DropLost()).ThenNothing();
        session.Later(TimeSpan.FromTicks(1)).When(Caller.System, new SessionCommand.DropLost()).Then(Happened.Left("ada", LeaveReason.Disconnected));
        Assert.Equal(PlayerStatus.Dropped, session.Ada.Status);
        session.Later(Grace).When(Caller.System, new SessionCommand.DropLost()).ThenNothing();
    }

    [Fact]
    public void Who_comes_back_within_the_grace_is_not_dropped()
    {
        var session = Active().When(Caller.System, new SessionCommand.LoseConnection("ada"))
            .When(Examples.Ada, new SessionCommand.Join(JoinRole.Player)).Then(Happened.Joined("ada"))
            .Later(Grace * 2).When(Caller.System, new SessionCommand.DropLost()).ThenNothing();
        Assert.Equal(PlayerStatus.Active, session.Ada.Status);
    }

    [Theory]
    [InlineData("left")]
    [InlineData("disconnected")]
    [InlineData("kicked")]
    public void A_rejoin_loses_nothing(string how)
    {
        var session = Active(Happened.Sampled("ada", 151), Happened.Exercised(Examples.Squats), Happened.Intervalled(Examples.Uphill));
        var before = session.Ada;

        switch (how)
        {
            case "left":
                session.When(Examples.Ada, new SessionCommand.Leave(), lastConnectionOf: "ada");
                break;
            case "disconnected":
                session.When(Caller.System, new SessionCommand.LoseConnection("ada")).Later(Grace).When(Caller.System, new SessionCommand.DropLost());
                break;
            default:
                session.When(Examples.Trainer, new SessionCommand.Kick("ada", "late")).When(Examples.Trainer, new SessionCommand.Readmit("ada"));
                break;
        }

        Assert.Equal((PlayerStatus.Dropped, PlayerStatus.Active), (session.Ada.Status, session.Ada.Before));
        session.When(Examples.Ada, new SessionCommand.Join(JoinRole.Player)).Then(Happened.Joined("ada"));
        Assert.Equal(before with { LastActivity = session.Now }, session.Ada);
    }

    [Fact]
    public void A_kicked_player_leaves_the_roster_and_the_counts_until_they_are_readmitted()
    {
        var session = Active().When(Examples.Trainer, new SessionCommand.Kick("ada", "late")).Then(Happened.Kicked("ada", "late"));
        Assert.Equal((1, 0), (session.State.TotalPlayers, session.State.ActivePlayers));
        session.When(Examples.Admin, new SessionCommand.Kick("ada", null)).ThenNothing();

        session.When(Examples.Trainer, new SessionCommand.Readmit("ada")).Then(Happened.Readmitted("ada"));
        Assert.Equal(2, session.State.TotalPlayers);
        session.When(Examples.Trainer, new SessionCommand.Readmit("ada")).ThenNothing();
    }

    [Fact]
    public void Who_never_came_is_waiting_again_after_kick_and_readmission()
    {
        var session = Given(Happened.Started, Happened.Kicked("ada"), Happened.Readmitted("ada"));
        Assert.Equal((PlayerStatus.Waiting, null, null), (session.Ada.Status, session.Ada.Before, session.Ada.JoinedAt));
    }

    [Theory]
    [InlineData(SessionStatus.Active, PlayerStatus.Active)]
    [InlineData(SessionStatus.Paused, PlayerStatus.Paused)]
    [InlineData(SessionStatus.Completed, PlayerStatus.Dropped)]
    public void Who_comes_back_is_brought_up_to_what_the_session_did_meanwhile(SessionStatus meanwhile, PlayerStatus expected)
    {
        var session = Given([Happened.Joined("ada"), Happened.Left("ada", LeaveReason.Dropped), .. SessionTransitionTests.Until(meanwhile)])
            .When(Examples.Ada, new SessionCommand.Join(JoinRole.Player));
        Assert.Equal((expected, true), (session.Ada.Status, session.Ada.Connected));
    }

    [Fact]
    public void Nobody_is_active_in_a_paused_session_even_who_was_kicked_before_and_readmitted_in_it()
    {
        // Staff set a player active who had not come yet.
        var session = Given(Happened.Started, Happened.Set("ada", PlayerStatus.Active, "trainer"), Happened.Kicked("ada"), Happened.Paused)
            .When(Examples.Trainer, new SessionCommand.Readmit("ada")).Then(Happened.Readmitted("ada"));
        Assert.Equal(0, session.State.ActivePlayers);
        session.When(Examples.Ada, new SessionCommand.Join(JoinRole.Player));
        Assert.Equal(PlayerStatus.Paused, session.Ada.Status);
    }

    private static SessionSpecification Active(params SessionEvent[] events) => Given([Happened.Joined("ada"), Happened.Started, .. events]);
}
