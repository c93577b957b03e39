using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using TrainingHub.Client;

namespace TrainingHub.Bench.Faults;

/// <summary>The events of one bare connection: those that come before join's answer are kept, and after it the newer ones are applied (`docs/protocol.md`, Events).</summary>
internal sealed class Arrivals(Watcher watcher)
{
    private readonly Lock _gate = new();
    private List<TrainingEvent>? _kept = [];

    public void ListenTo(HubConnection connection)
    {
        Listen<TrainingEvent.SessionStarted>(connection, HubEvents.Start);
        Listen<TrainingEvent.SessionResumed>(connection, HubEvents.Resume);
        Listen<TrainingEvent.SessionPaused>(connection, HubEvents.Pause);
        Listen<TrainingEvent.SessionEnded>(connection, HubEvents.End);
        Listen<TrainingEvent.SessionForceEnded>(connection, HubEvents.ForceEnd);
        Listen<TrainingEvent.SessionSnapshot>(connection, HubEvents.Snapshot);
        Listen<TrainingEvent.PlayerJoined>(connection, HubEvents.PlayerJoin);
        Listen<TrainingEvent.PlayerLeft>(connection, HubEvents.PlayerLeave);
        Listen<TrainingEvent.PlayerKicked>(connection, HubEvents.PlayerKick);
        Listen<TrainingEvent.MetricsChanged>(connection, HubEvents.Metrics);
        Listen<TrainingEvent.ExerciseProgressed>(connection, HubEvents.ExerciseProgress);
        Listen<TrainingEvent.IntervalProgressed>(connection, HubEvents.IntervalProgress);
        Listen<TrainingEvent.PlayerStatusChanged>(connection, HubEvents.Status);
    }

    /// <param name="fresh">Null where the join was resumed: then all that comes is new.</param>
    public void Answered(Session? fresh)
    {
        lock (_gate)
        {
            if (fresh is not null)
            {
                watcher.Replace(fresh);
            }

            foreach (var happened in _kept!.Where(happened => fresh is null || happened.Seq > fresh.Seq))
            {
                watcher.Take(happened);
            }

            _kept = null;
        }
    }

    private void Listen<T>(HubConnection connection, string name) where T : TrainingEvent => connection.On<JsonElement>(name, payload =>
    {
        var happened = payload.Deserialize<T>(HubJson.Options)!;
        lock (_gate)
        {
            if (_kept is not null)
            {
                _kept.Add(happened);
            }
            else
            {
                watcher.Take(happened);
            }
        }
    });
}
