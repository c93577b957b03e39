using System.Collections.Immutable;
using TrainingHub.Core.Sessions;
using static TrainingHub.Tests.Core.Sessions.SessionSpecification;

namespace TrainingHub.Tests.Core.Sessions;

/// <summary>The life of a session (`protocol.md` §2.4): each command in each status.</summary>
public sealed class SessionTransitionTests
{
    public static TheoryData<SessionStatus, string, string> Table { get; } = new()
    {
        { SessionStatus.Scheduled, "start", "active" },
        { SessionStatus.Scheduled, "pause", "conflict" },
        { SessionStatus.Scheduled, "resume", "conflict" },
        { SessionStatus.Scheduled, "end", "conflict" },
        { SessionStatus.Scheduled, "force end", "cancelled" },
        { SessionStatus.Active, "start", "nothing" },
        { SessionStatus.Active, "pause", "paused" },
        { SessionStatus.Active, "resume", "nothing" },
        { SessionStatus.Active, "end", "completed" },
        { SessionStatus.Active, "force end", "cancelled" },
        { SessionStatus.Paused, "start", "conflict" },
        { SessionStatus.Paused, "pause", "nothing" },
        { SessionStatus.Paused, "resume", "active" },
        { SessionStatus.Paused, "end", "completed" },
        { SessionStatus.Paused, "force end", "cancelled" },
        { SessionStatus.Completed, "start", "conflict" },
        { SessionStatus.Completed, "pause", "conflict" },
        { SessionStatus.Completed, "resume", "conflict" },
        { SessionStatus.Completed, "end", "nothing" },
        { SessionStatus.Completed, "force end", "conflict" },
        { SessionStatus.Cancelled, "start", "conflict" },
        { SessionStatus.Cancelled, "pause", "conflict" },
        { SessionStatus.Cancelled, "resume", "conflict" },
        { SessionStatus.Cancelled, "end", "conflict" },
        { SessionStatus.Cancelled, "force end", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_command_in_each_status_does_what_the_contract_says(SessionStatus from, string verb, string expected)
    {
        var session = Given(Until(from)).When(verb == "force end" ? Examples.Admin : Examples.Trainer, Command(verb));

        switch (expected)
        {
            case "conflict":
                session.ThenRefused(RefusalCode.Conflict, from.ToString().ToLowerInvariant());
                break;
            case "nothing":
                session.ThenNothing();
                break;
            default:
                Assert.Equal(expected, session.State.Status.ToString().ToLowerInvariant());
                break;
        }
    }

    [Fact]
    public void The_table_has_every_command_in_every_status() => Assert.Equal(Enum.GetValues<SessionStatus>().Length * 5, Table.Count);

    [Fact]
    public void Start_makes_those_who_are_there_active_and_those_who_come_later()
    {
        var session = Given(Happened.Joined("ada")).When(Examples.Trainer, new SessionCommand.Start()).Then(Happened.Started);
        Assert.Equal((PlayerStatus.Active, PlayerStatus.Waiting), (session.Ada.Status, session.State.Players["ben"].Status));

        session.When(Examples.Ben, new SessionCommand.Join(JoinRole.Player)).Then(Happened.Joined("ben"));
        Assert.Equal((PlayerStatus.Active, 2), (session.State.Players["ben"].Status, session.State.ActivePlayers));
    }

    [Fact]
    public void A_pause_pauses_the_active_and_its_resume_brings_back_only_those()
    {
        var session = Given(Happened.Joined("ada"), Happened.Joined("ben"), Happened.Started, Happened.Set("ben", PlayerStatus.Paused, "ben"))
            .When(Examples.Trainer, new SessionCommand.Pause()).Then(Happened.Paused);
        Assert.All(session.State.Players.Values, player => Assert.Equal(PlayerStatus.Paused, player.Status));

        session.When(Examples.Trainer, new SessionCommand.Resume()).Then(Happened.Resumed);
        Assert.Equal((PlayerStatus.Active, PlayerStatus.Paused), (session.Ada.Status, session.State.Players["ben"].Status));
    }

    [Fact]
    public void A_player_who_asks_for_a_pause_of_their_own_in_a_paused_session_stays_paused_when_it_resumes()
    {
        var session = Given(Happened.Joined("ada"), Happened.Started, Happened.Paused)
            .When(Examples.Ada, new SessionCommand.SetStatus("ada", PlayerStatus.Paused, null)).Then(Happened.Set("ada", PlayerStatus.Paused, "ada"))
            .When(Examples.Trainer, new SessionCommand.Resume()).Then(Happened.Resumed);

        Assert.Equal(PlayerStatus.Paused, session.Ada.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_end_completes_those_who_were_active_or_paused(bool byForce)
    {
        var session = Given(Happened.Joined("ada"), Happened.Started).When(
            byForce ? Examples.Admin : Examples.Trainer, byForce ? new SessionCommand.ForceEnd("rain") : new SessionCommand.End());

        Assert.Equal((PlayerStatus.Completed, PlayerStatus.Waiting, 1), (session.Ada.Status, session.State.Players["ben"].Status, session.State.CompletedPlayers));
        Assert.Equal((session.Now, byForce ? "rain" : null), (session.State.EndTime, session.State.EndReason));
    }

    [Theory]
    [InlineData(SessionStatus.Scheduled, null)]
    [InlineData(SessionStatus.Active, "stale")]
    [InlineData(SessionStatus.Paused, "stale")]
    [InlineData(SessionStatus.Completed, null)]
    public void Going_stale_cancels_only_what_is_live(SessionStatus from, string? reason)
    {
        var session = Given(Until(from)).When(Caller.System, new SessionCommand.Expire());
        Assert.Equal(reason, session.State.EndReason);
        Assert.Equal(reason is null ? from : SessionStatus.Cancelled, session.State.Status);
    }

    internal static ImmutableArray<SessionEvent> Until(SessionStatus status) => status switch
    {
        SessionStatus.Scheduled => [],
        SessionStatus.Active => [Happened.Started],
        SessionStatus.Paused => [Happened.Started, Happened.Paused],
        SessionStatus.Completed => [Happened.Started, Happened.Ended],
        _ => [Happened.Cancelled()],
    };

    private static SessionCommand Command(string verb) => verb switch
    {
        "start" => new SessionCommand.Start(),
        "pause" => new SessionCommand.Pause(),
        "resume" => new SessionCommand.Resume(),
        "end" => new SessionCommand.End(),
        _ => new SessionCommand.ForceEnd(null),
    };
}
