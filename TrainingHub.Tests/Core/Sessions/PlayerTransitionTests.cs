using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>The status of a player (`protocol.md` §2.4): what they may set, from what, in which session.</summary>
public sealed class PlayerTransitionTests
{
    private const string Ok = "ok", Same = "same", Conflict = "conflict", Invalid = "invalid";

    // What each row is set to:                 waiting  active    paused    completed dropped
    public static TheoryData<SessionStatus, PlayerStatus, string[]> Table { get; } = new()
    {
        { SessionStatus.Scheduled, PlayerStatus.Waiting, [Invalid, Conflict, Conflict, Conflict, Invalid] },
        { SessionStatus.Scheduled, PlayerStatus.Dropped, [Invalid, Conflict, Conflict, Conflict, Invalid] },
        { SessionStatus.Active, PlayerStatus.Waiting, [Invalid, Ok, Ok, Ok, Invalid] },
        { SessionStatus.Active, PlayerStatus.Active, [Invalid, Same, Ok, Ok, Invalid] },
        { SessionStatus.Active, PlayerStatus.Paused, [Invalid, Ok, Same, Ok, Invalid] },
        { SessionStatus.Active, PlayerStatus.Completed, [Invalid, Ok, Ok, Same, Invalid] },
        { SessionStatus.Active, PlayerStatus.Dropped, [Invalid, Conflict, Conflict, Ok, Invalid] },
        { SessionStatus.Paused, PlayerStatus.Waiting, [Invalid, Conflict, Ok, Ok, Invalid] },
        { SessionStatus.Paused, PlayerStatus.Paused, [Invalid, Conflict, Same, Ok, Invalid] },
        { SessionStatus.Paused, PlayerStatus.Completed, [Invalid, Conflict, Ok, Same, Invalid] },
        { SessionStatus.Paused, PlayerStatus.Dropped, [Invalid, Conflict, Conflict, Ok, Invalid] },
        { SessionStatus.Completed, PlayerStatus.Waiting, [Invalid, Conflict, Conflict, Conflict, Invalid] },
        { SessionStatus.Completed, PlayerStatus.Completed, [Invalid, Conflict, Conflict, Same, Invalid] },
        { SessionStatus.Completed, PlayerStatus.Dropped, [Invalid, Conflict, Conflict, Conflict, Invalid] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_a_player_may_set_follows_from_where_they_and_the_session_are(SessionStatus session, PlayerStatus from, string[] expected)
    {
        foreach (var to in Enum.GetValues<PlayerStatus>())
        {
            var given = Given(Until(session, from));
            Assert.Equal((session, from), (given.State.Status, given.Ada.Status));
            given.When(Examples.Ada, new SessionCommand.SetStatus("ada", to, null));
            Assert.Equal(expected[(int)to], Outcome(given, to));
        }
    }

    [Fact]
    public void Who_leaves_before_being_done_is_dropped_and_who_was_done_has_completed()
    {
        Given(Happened.Joined("ada"), Happened.Started)
            .When(Examples.Ada, new SessionCommand.Leave(), lastConnectionOf: "ada").Then(Happened.Left("ada", LeaveReason.Dropped));
        var done = Given(Happened.Joined("ada"), Happened.Started, Happened.Set("ada", PlayerStatus.Completed, "ada"))
            .When(Examples.Ada, new SessionCommand.Leave(), lastConnectionOf: "ada").Then(Happened.Left("ada", LeaveReason.Completed));
        Assert.Equal((PlayerStatus.Completed, false), (done.Ada.Status, done.Ada.Connected));
    }

    [Theory]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Active)]
    [InlineData(SessionStatus.Paused)]
    [InlineData(SessionStatus.Completed)]
    [InlineData(SessionStatus.Cancelled)]
    public void Leaving_never_conflicts(SessionStatus status)
    {
        var session = Given([Happened.Joined("ada"), .. SessionTransitionTests.Until(status)]);
        session.When(Examples.Ada, new SessionCommand.Leave(), lastConnectionOf: "ada");
        Assert.False(session.Ada.Connected);
        session.When(Examples.Ada, new SessionCommand.Leave()).ThenNothing();
        session.When(Examples.Observer, new SessionCommand.Leave()).ThenNothing();
    }

    [Fact]
    public void Another_connection_of_the_player_is_left_so_nothing_happens()
        => Given(Happened.Joined("ada")).When(Examples.Ada, new SessionCommand.Leave(), lastConnectionOf: null).ThenNothing();

    [Fact]
    public void Staff_set_a_players_status_on_their_behalf_and_it_is_not_the_players_activity()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started)
            .When(Examples.Trainer, new SessionCommand.SetStatus("ada", PlayerStatus.Completed, null)).Then(Happened.Set("ada", PlayerStatus.Completed, "trainer"));
        Assert.Equal(Examples.T0.AddMinutes(1), session.Ada.LastActivity);
    }

    private static string Outcome(SessionSpecification when, PlayerStatus to)
    {
        var decision = Session.Decide(when.State, new SessionCommand.SetStatus("ada", to, null), new Asked(Examples.Ada, when.Now));
        return (when.Refusal?.Code, when.State.Seq - when.GivenSeq) switch
        {
            (RefusalCode.Conflict, 0) => Conflict,
            (RefusalCode.Invalid, 0) => Invalid,
            (null, 0) => Same,
            (null, 1) when decision.Events.IsEmpty => Ok, // and what holds already is not set again
            _ => "something else",
        };
    }

    private static ImmutableArray<SessionEvent> Until(SessionStatus session, PlayerStatus player)
    {
        ImmutableArray<SessionEvent> there = player switch
        {
            PlayerStatus.Waiting => [],
            PlayerStatus.Dropped => [Happened.Joined("ada"), Happened.Left("ada", LeaveReason.Dropped)],
            _ => [Happened.Joined("ada")],
        };
        ImmutableArray<SessionEvent> set = player is PlayerStatus.Completed or PlayerStatus.Paused ? [Happened.Set("ada", player, "ada")] : [];
        return session switch
        {
            SessionStatus.Scheduled => there,
            SessionStatus.Active => [.. there, Happened.Started, .. set],
            SessionStatus.Paused => [.. there, Happened.Started, .. set, Happened.Paused],
            _ => [.. there, Happened.Started, Happened.Ended],
        };
    }
}
