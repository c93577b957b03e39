using TrainingHub.Client;
using Audience = TrainingHub.Core.Sessions.Audience;

namespace TrainingHub.Bench.Faults;

/// <summary>One thing that a watcher was told.</summary>
internal readonly record struct Told(long Seq, bool IsSnapshot, bool IsMetrics);

/// <summary>What a watcher held at one sequence number.</summary>
internal sealed record Held(Watcher Watcher, long Seq, string Text);

/// <summary>Takes what one client is told, holds what a client would hold by it, and notes what no client may ever see.</summary>
internal sealed class Watcher(string name, Audience audience)
{
    private readonly Lock _gate = new();
    private readonly List<Told> _told = [];
    private readonly List<Held> _held = [];
    private readonly List<string> _faults = [];
    private readonly List<(long Seq, TaskCompletionSource Reached)> _waiting = [];
    private TaskCompletionSource<long> _nextPause = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WatchedSession? _session;
    private long _seq;

    public string Name => name;

    public Audience Audience => audience;

    /// <summary>The last sequence number that it was told.</summary>
    public long Seq
    {
        get
        {
            lock (_gate)
            {
                return _seq;
            }
        }
    }

    /// <summary>A fresh session, by a join or because a gap could not be filled.</summary>
    public void Replace(Session session)
    {
        lock (_gate)
        {
            if (session.Seq < _seq)
            {
                _faults.Add($"{name} was told up to {_seq}, and then given the session at {session.Seq}.");
            }

            _session = WatchedSession.Of(session);
            Note(session.Seq, new Told(session.Seq, IsSnapshot: true, IsMetrics: false), hold: true);
        }
    }

    public void Take(TrainingEvent happened)
    {
        if (happened is TrainingEvent.SessionSnapshot snapshot)
        {
            Replace(snapshot.Session);
            return;
        }

        lock (_gate)
        {
            if (happened is TrainingEvent.JoinLost lost)
            {
                _faults.Add($"{name} was not let in again: {lost.Error.Code}.");
                return;
            }

            if (happened.Seq <= _seq || _session is null)
            {
                _faults.Add($"{name} was told {happened.GetType().Name} {happened.Seq} after {_seq}.");
                return;
            }

            try
            {
                _session.Apply(happened);
            }
            catch (KeyNotFoundException)
            {
                _faults.Add($"{name} was told {happened.GetType().Name} {happened.Seq} of a player whom it does not know.");
            }

            if (happened is TrainingEvent.SessionPaused)
            {
                _nextPause.SetResult(happened.Seq);
                _nextPause = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            Note(happened.Seq, new Told(happened.Seq, false, happened is TrainingEvent.MetricsChanged), hold: happened is TrainingEvent.SessionPaused or TrainingEvent.SessionResumed);
        }
    }

    /// <summary>The sequence number of the next pause of the session that it is told.</summary>
    public Task<long> NextPauseAsync()
    {
        lock (_gate)
        {
            return _nextPause.Task;
        }
    }

    /// <summary>Ends when it has been told all that concerns it up to there.</summary>
    public Task ReachAsync(long seq)
    {
        lock (_gate)
        {
            if (_seq >= seq)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((seq, reached));
            return reached.Task;
        }
    }

    /// <summary>All that it was told, what it held at each snapshot, pause and resume, and what it should not have seen.</summary>
    public (Told[] Told, Held[] Held, string[] Faults) Look()
    {
        lock (_gate)
        {
            return ([.. _told], [.. _held], [.. _faults]);
        }
    }

    private void Note(long seq, Told told, bool hold)
    {
        _seq = seq;
        _told.Add(told);
        if (hold)
        {
            _held.Add(new Held(this, seq, _session!.Text()));
        }

        foreach (var (_, reached) in _waiting.Where(waiting => waiting.Seq <= seq))
        {
            reached.SetResult();
        }

        _waiting.RemoveAll(waiting => waiting.Seq <= seq);
    }
}
