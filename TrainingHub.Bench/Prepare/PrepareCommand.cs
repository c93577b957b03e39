using System.Collections.Immutable;
using System.Diagnostics;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Web.Data;

namespace TrainingHub.Bench.Prepare;

/// <summary>Fills a data directory for a load: sessions that wait for their start, each with a trainer, observers and players of its own, and everybody's token.</summary>
internal static class PrepareCommand
{
    public static BenchCommand Command { get; } = new(
        "prepare",
        $"prepare --data DIR --out tokens.json [--sessions 20] [--players 20] [--observers 1]: people, sessions and tokens; start the server with --Data:Directory=DIR {DataUnderWork.IssuerSetting}",
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (directory, file) = (arguments.Required("data"), arguments.Required("out"));
        var (sessions, players, observers) = (arguments.Number("sessions", 20, 1), arguments.Number("players", 20, 1), arguments.Number("observers", 1, 1));
        var clock = Stopwatch.StartNew();
        var prepared = await PrepareAsync(directory, sessions, players, observers, cancellationToken);
        await prepared.WriteAsync(file, cancellationToken);
        Console.WriteLine($"{sessions} sessions with {players} players and {observers} observers each, prepared in {clock.Elapsed.TotalSeconds:0.0} s");
        return 0;
    }

    /// <summary>Fills the directory; everybody gets a token that outlasts any run.</summary>
    public static async Task<PreparedLoad> PrepareAsync(string directory, int sessions, int players, int observers, CancellationToken cancellationToken)
    {
        await using var data = await DataUnderWork.OpenAsync(directory);
        // With an admin there, the server does not ask for its setup code.
        await data.AddPeopleAsync("Admin", RoleNames.Admin, 1, cancellationToken);
        var trainers = await data.AddPeopleAsync("Trainer", RoleNames.Trainer, sessions, cancellationToken);
        var observing = await data.AddPeopleAsync("Observer", RoleNames.Observer, sessions * observers, cancellationToken);
        var playing = await data.AddPeopleAsync("Player", RoleNames.Player, sessions * players, cancellationToken);
        var prepared = ImmutableArray.CreateBuilder<PreparedSession>(sessions);
        for (var index = 0; index < sessions; index++)
        {
            var session = Plan(index, trainers[index], playing.Slice(index * players, players), observing.Slice(index * observers, observers));
            await data.AddSessionAsync(session, cancellationToken);
            prepared.Add(new PreparedSession(
                session.SessionId, trainers[index].Token, observing[index * observers].Token,
                [.. observing.Slice(index * observers, observers).Select(observer => observer.Token)],
                [.. playing.Slice(index * players, players).Select(player => new PreparedPlayer(player.Id, player.Token))],
                await data.CookieOfAsync(trainers[index].Id)));
        }

        return new PreparedLoad(prepared.DrainToImmutable());
    }

    private static NewSession Plan(int index, Person trainer, ImmutableArray<Person> players, ImmutableArray<Person> observers) => new(
        Ids.New(), ExampleWorkouts.All[0], trainer.Id, $"Trainer {index}", null, null, false,
        [.. players.Select((player, place) => new RosterPlayer(player.Id, $"Player {place}", place + 1, new Thresholds(HeartRateMaxBpm: 190), HeartRateVisibility.Number))],
        [.. observers.Select((observer, place) => new SessionObserver(observer.Id, $"Observer {place}"))]);
}
