using System.Collections.Immutable;

namespace TrainingHub.Core.Sessions.Live;

/// <summary>What a session's writer does with a batch of mail before anything is durable: all of it can still be dropped.</summary>
internal sealed class SessionBatch(SessionState state, Connections connections, DateTimeOffset now)
{
    private readonly List<(Mail Mail, SessionReply Reply)> _answers = [];

    public SessionState State { get; private set; } = state;

    public Connections Connections { get; private set; } = connections;

    /// <summary>The connections from before the batch without those that are physically gone: what holds if the batch is dropped.</summary>
    public Connections ConnectionsLost { get; private set; } = connections;

    /// <summary>The events, each with the state after it.</summary>
    public List<FeedEntry> Committed { get; } = [];

    public ImmutableArray<SessionEvent> Events => [.. Committed.Select(entry => entry.Event)];

    /// <summary>Timestamp of the first accepted call's receipt; null without one.</summary>
    public long? ReceivedAt { get; private set; }

    /// <summary>A call was accepted that came from outside.</summary>
    public bool AnyAccepted { get; private set; }

    /// <summary>Something may have become due, or no longer be: more happened than samples.</summary>
    public bool ChangesAlarm { get; private set; }

    /// <summary>Connections whose watches end with this batch.</summary>
    public ImmutableHashSet<string> PutOut { get; private set; } = [];

    public void Take(Mail mail)
    {
        switch (mail)
        {
            case Mail.Call call:
                _answers.Add((mail, Decide(call)));
                break;
            case Mail.Join join:
                _answers.Add((mail, Decide(join)));
                break;
            case Mail.Look:
                _answers.Add((mail, new SessionReply(State.Seq)));
                break;
            case Mail.Disconnect disconnect:
                Lose(disconnect.ConnectionId);
                break;
            case Mail.Tick:
                Tick();
                break;
        }
    }

    /// <summary>Cancels a live session that nobody has called for too long; a call of this very batch saves it.</summary>
    public void ExpireUnlessCalled()
    {
        if (!AnyAccepted)
        {
            Decide(new SessionCommand.Expire(), new Asked(Caller.System, now));
        }
    }

    /// <summary>After the commit: answers all; who joined or looks on is subscribed at exactly this state.</summary>
    public void Answer(SessionFeed feed)
    {
        foreach (var (mail, reply) in _answers)
        {
            switch (mail)
            {
                case Mail.Call call:
                    call.Reply.TrySetResult(reply);
                    break;
                case Mail.Join join:
                    join.Reply.TrySetResult(Subscribe(feed, reply, join.Caller, join.ConnectionId, join.Resume, join.OnReady));
                    break;
                case Mail.Look look:
                    look.Reply.TrySetResult(Subscribe(feed, reply, look.Caller, null, null, look.OnReady));
                    break;
            }
        }
    }

    /// <summary>The batch could not be written: what was accepted is refused, what was refused stays so.</summary>
    public void RefuseAccepted(string message)
    {
        foreach (var (mail, reply) in _answers)
        {
            Refuse(mail, reply.Refusal ?? Refusal.Unavailable(message));
        }
    }

    public static void RefuseUnwritten(Mail mail, string message) => Refuse(mail, Refusal.Unavailable(message));

    private static void Refuse(Mail mail, Refusal refusal)
    {
        switch (mail)
        {
            case Mail.Call call:
                call.Reply.TrySetResult(new SessionReply(0, refusal));
                break;
            case Mail.Join join:
                join.Reply.TrySetResult(new JoinReply(null, refusal));
                break;
            case Mail.Look look:
                look.Reply.TrySetResult(new JoinReply(null, refusal));
                break;
        }
    }

    private SessionReply Decide(Mail.Call call)
    {
        var connection = call.ConnectionId is { } id && Connections.Find(id) is { } found && found.UserId == call.Caller.UserId ? found : null;
        var leaving = call.Command is SessionCommand.Leave && connection?.PlayerId is { } player && !Connections.Without(call.ConnectionId!).Holds(player) ? player : null;
        var asked = new Asked(call.Caller, now, call.ConnectionId is null || connection is not null, leaving, connection?.ClockOffset);
        var reply = Decide(call.Command, asked);
        if (reply.Ok)
        {
            AnyAccepted |= !ReferenceEquals(call.Caller, Caller.System);
            ReceivedAt ??= call.ReceivedAt;
            Follow(call.Command, call.ConnectionId);
        }

        return reply;
    }

    private SessionReply Decide(Mail.Join join)
    {
        var reply = Decide(join.Command, new Asked(join.Caller, now));
        if (reply.Ok)
        {
            AnyAccepted = true;
            var playerId = join.Command.Role == JoinRole.Player ? join.Caller.UserId : null;
            var before = Connections.Find(join.ConnectionId)?.PlayerId;
            Connections = Connections.With(join.ConnectionId, new JoinedConnection(join.Caller.UserId, playerId, join.ClockOffset));
            LoseUnlessHeld(before);
        }

        return reply;
    }

    private SessionReply Decide(SessionCommand command, Asked asked)
    {
        var decision = Session.Decide(State, command, asked);
        if (decision.Refusal is { } refusal)
        {
            return new SessionReply(0, refusal);
        }

        foreach (var @event in decision.Events)
        {
            State = Session.Evolve(State, @event);
            Committed.Add(new FeedEntry(State.Seq, @event, State));
            ChangesAlarm |= @event is not (SessionEvent.MetricsReported or SessionEvent.MetricsBackfilled);
        }

        return new SessionReply(State.Seq) { Backfill = decision.Backfill };
    }

    private void Follow(SessionCommand command, string? connectionId)
    {
        switch (command)
        {
            case SessionCommand.Leave when connectionId is not null:
                Connections = Connections.Without(connectionId);
                PutOut = PutOut.Add(connectionId);
                break;
            case SessionCommand.Kick kick:
                PutOutPlayer(kick.PlayerId);
                break;
            case SessionCommand.MovePlayer move:
                PutOutPlayer(move.PlayerId);
                break;
        }
    }

    private void PutOutPlayer(string playerId)
    {
        PutOut = PutOut.Union(Connections.ById.Where(entry => entry.Value.PlayerId == playerId).Select(entry => entry.Key));
        Connections = Connections.WithoutPlayer(playerId);
    }

    private void Lose(string connectionId)
    {
        ConnectionsLost = ConnectionsLost.Without(connectionId);
        if (Connections.Find(connectionId) is { } connection)
        {
            Connections = Connections.Without(connectionId);
            PutOut = PutOut.Add(connectionId);
            LoseUnlessHeld(connection.PlayerId);
        }
    }

    private void LoseUnlessHeld(string? playerId)
    {
        if (playerId is not null && !Connections.Holds(playerId))
        {
            Decide(new SessionCommand.LoseConnection(playerId), new Asked(Caller.System, now));
        }
    }

    private void Tick()
    {
        ChangesAlarm = true;
        foreach (var player in State.Roster.Where(player => player.Connected))
        {
            LoseUnlessHeld(player.PlayerId);
        }

        Decide(new SessionCommand.DropLost(), new Asked(Caller.System, now));
    }

    private JoinReply Subscribe(SessionFeed feed, SessionReply reply, Caller caller, string? connectionId, ResumeFrom? resume, Action<SessionWatch> onReady)
    {
        if (reply.Refusal is { } refusal)
        {
            return new JoinReply(null, refusal);
        }

        // A later command of the same batch may have taken the right away again.
        var putOut = connectionId is not null && Connections.Find(connectionId) is null;
        if (!putOut && Permissions.ViewOf(caller, State) is { } audience)
        {
            return new JoinReply(feed.Subscribe(audience, connectionId, resume, onReady));
        }

        return new JoinReply(null, State.Removed.ContainsKey(caller.UserId) ? State.RemovalOf(caller.UserId) : Refusal.NotFound);
    }
}
