using System.Collections.Immutable;
using TrainingHub.Bench.Prepare;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Bench.Faults;

/// <summary>Who takes part in a scheduled session of a data directory.</summary>
/// <param name="OnTheBench">On the roster, never there: to be kicked and readmitted.</param>
internal sealed record Cast(string SessionId, Person Trainer, ImmutableArray<Person> Players, Person OnTheBench, ImmutableArray<Person> Observers)
{
    /// <summary>Makes people, their tokens and the session in a data directory that no server uses now.</summary>
    public static async Task<Cast> PrepareAsync(string dataDirectory, int players, int observers)
    {
        await using var data = await DataUnderWork.OpenAsync(dataDirectory);
        var trainer = (await data.AddPeopleAsync("Trainer", RoleNames.Trainer, 1))[0];
        var onTheBench = (await data.AddPeopleAsync("On the bench", RoleNames.Player, 1))[0];
        var playing = await data.AddPeopleAsync("Player", RoleNames.Player, players);
        var observing = await data.AddPeopleAsync("Observer", RoleNames.Observer, observers);
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], trainer.Id, "Trainer", null, null, false,
            [.. playing.Append(onTheBench).Select(OnRoster)], [.. observing.Select(observer => new SessionObserver(observer.Id, "Observer"))]);
        await data.AddSessionAsync(session);
        return new Cast(session.SessionId, trainer, playing, onTheBench, observing);
    }

    // In turn what observers see differs, so that their view is tested in all its forms.
    private static RosterPlayer OnRoster(Person player, int index)
        => new(player.Id, $"Player {index}", index, new Thresholds(HeartRateMaxBpm: 190), (HeartRateVisibility)(index % 3));
}
