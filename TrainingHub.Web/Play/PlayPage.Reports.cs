using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>What the player's buttons tell the session.</summary>
public sealed partial class PlayPage
{
    private Task SetStatusAsync(PlayerStatus status) => SendAsync(new SessionCommand.SetStatus(_caller.UserId, status, null));

    private Task DoneAsync(LiftedSet lifted) => _screen is PlayScreen.InSet { Set: var set }
        ? ReportAsync(At(set) with
        {
            Completed = true,
            Reps = lifted.Reps,
            Weight = lifted.WeightKg,
            Duration = lifted.Seconds,
            RestTime = set.Exercise.Rest.TotalSeconds,
        })
        : Task.CompletedTask;

    // Not completed with no repetitions: the contract's words for a set that was left out.
    private Task SkipAsync() => _screen is PlayScreen.InSet { Set: var set } ? ReportAsync(At(set) with { Reps = 0 }) : Task.CompletedTask;

    private async Task ExtraAsync()
    {
        if (_screen is PlayScreen.InSet { Set: var set })
        {
            await ReportAsync(At(set) with { TotalSets = set.Total + 1 });
        }
        else if (_lastSet is { } last && SetPosition.LastReported(Session.Workout, last) is { } done)
        {
            await ReportAsync(last with { TotalSets = done.Total + 1 });
        }
    }

    [CascadingParameter]
    public Units? Units { get; set; }

    private Task ReportAsync(ExerciseProgress progress) => SendAsync(new SessionCommand.ReportExercise(progress));

    private ExerciseProgress At(SetPosition set) => new(
        _caller.UserId, set.Exercise.ExerciseId, set.Exercise.Name, set.Number, set.Total, Completed: false, Timestamp: time.GetUtcNow());

    private string AfterSet(SetPosition set)
    {
        if (set.Next(Session.Workout) is not { } next)
        {
            return "That was the last set";
        }

        var what = next.Index == set.Index ? $"set {next.Number}" : next.Exercise.Name;
        return $"Rest {PlayText.Clock(set.Exercise.Rest)}, then {what} · {PlayText.Load(next.Exercise, Units)}";
    }
}
