using System.Text.Json;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

public sealed class JoinedSessionTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_came_behind_an_answer_that_was_lost_counts_as_not_seen()
    {
        var session = Joined(seq: 10);
        session.Joining();
        Assert.Empty(session.Came(Paused(700))); // behind a fresh session that nobody received

        session.Lost();

        Assert.Equal(new SeenUpTo("e1", 10), session.Seen);
        session.Joining();
        Assert.Empty(session.Came(Paused(11)));
        Assert.Equal([11L], session.Resumed("e1").Select(told => told.Seq));
    }

    [Fact]
    public void What_the_line_before_brought_does_not_mix_with_what_the_next_one_brings()
    {
        var session = Joined(seq: 10);
        session.Joining();
        Assert.Empty(session.Came(Paused(700)));

        session.Joining();

        Assert.Empty(session.Came(Paused(11)));
        Assert.Equal([11L], session.Resumed("e1").Select(told => told.Seq));
    }

    private static JoinedSession Joined(long seq)
    {
        var session = new JoinedSession("s1", JoinRole.Trainer);
        session.Joining();
        var shape = JsonSerializer.Deserialize<Session>(JsonSerializer.Serialize(ScriptedServer.Session(seq)), HubJson.Options)!;
        Assert.Single(session.Answered(shape, "e1", At));
        return session;
    }

    private static TrainingEvent.SessionPaused Paused(long seq) => new(At, 1) { SessionId = "s1", Seq = seq, At = At };
}
