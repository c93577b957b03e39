using System.Collections.Immutable;
using TrainingHub.Core.Athletes;
using TrainingHub.Core.Players;

namespace TrainingHub.Web.Demo;

/// <summary>A player of the demo's team.</summary>
/// <param name="Athlete">The body that is simulated where there is no <paramref name="Recording"/>.</param>
/// <param name="Thresholds">As they stand in the player's profile.</param>
/// <param name="Recording">What the wearable plays; null: it is simulated.</param>
public sealed record DemoPlayer(string UserId, string Name, int Number, AthleteProfile Athlete, Thresholds Thresholds, Recording? Recording = null);

/// <summary>Who is in the demo. All of them are invented; their ids are fixed, so that a restart finds them again.</summary>
public sealed record DemoTeam(ImmutableArray<DemoPlayer> Players)
{
    public const string TeamId = "DemoTeamU180", TeamName = "U18";

    public const string TrainerId = "DemoTrainer1", TrainerName = "Maria Lind";

    public const string ObserverId = "DemoObserver", ObserverName = "Jonas Ek";

    public const string AdminId = "DemoAdmin001", AdminName = "Ada Winter";

    /// <summary>The player whom the one-click button signs in.</summary>
    public string PlayerId => Players[0].UserId;

    /// <param name="recordings">One a player, in order; who gets none is simulated.</param>
    public static DemoTeam Create(IReadOnlyList<DemoRecording> recordings) => new(
    [
        .. Simulated().Select((player, index) => index < recordings.Count
            ? player with { Thresholds = recordings[index].Thresholds, Recording = recordings[index].Recording }
            : player),
    ]);

    private static IEnumerable<DemoPlayer> Simulated() =>
    [
        Player(7, "Aino Berg", Sport.Cycling, 195, 52, 232, 61),
        Player(21, "Leo Falk", Sport.Cycling, 198, 55, 278, 72),
        Player(4, "Noor Ali", Sport.Cycling, 200, 58, 215, 55),
        Player(11, "Max Holm", Sport.Cycling, 194, 50, 290, 78),
        Player(9, "Ella Ström", Sport.Running, 197, 54, 240, 57),
        Player(15, "Ivar Dahl", Sport.Cycling, 196, 51, 301, 80),
        Player(3, "Saga Roos", Sport.Cycling, 193, 49, 238, 63),
        Player(18, "Otto Krantz", Sport.Cycling, 195, 53, 266, 71),
        Player(22, "Mira Sand", Sport.Cycling, 199, 56, 224, 58),
        Player(5, "Theo Lund", Sport.Rowing, 192, 47, 312, 84),
        Player(13, "Iris Vik", Sport.Cycling, 196, 54, 221, 60),
        Player(8, "Emil Ask", Sport.Cycling, 194, 52, 274, 74),
    ];

    private static DemoPlayer Player(int number, string name, Sport sport, double maxBpm, double restBpm, double ftpWatts, double weightKg)
    {
        var athlete = new AthleteProfile(sport, maxBpm, restBpm, ftpWatts, weightKg);
        return new DemoPlayer($"DemoPlayer{number:00}", name, number, athlete, athlete.Thresholds);
    }
}
