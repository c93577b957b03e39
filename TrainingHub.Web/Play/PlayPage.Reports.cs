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
        ? ReportAsync(At(set, lifted.Instead) with
        {
            Completed = true,
            Errors = lifted.Errors,
            Reps = lifted.Reps,
            Weight = lifted.WeightKg,
            Duration = lifted.Seconds,
            RestTime = set.Exercise.Rest.TotalSeconds,
        })
        : Task.CompletedTask;

    // No repetitions too: for clients from before a set could be called skipped.
    private Task SkipAsync() => _screen is PlayScreen.InSet { Set: var set } ? ReportAsync(At(set, null) with { Reps = 0, Skipped = true }) : Task.CompletedTask;

    private Task UndoAsync() => _lastSet is { IsOver: true } last ? ReportAsync(last.TakenBack()) : Task.CompletedTask;

    private Task RateSetAsync(double rpe) => _lastSet is { Completed: true } last ? ReportAsync(last with { Rpe = rpe }) : Task.CompletedTask;

    // Without the page's join: a session that has ended is in memory for minutes, and this is asked for a day.
    private async Task RateSessionAsync(double rpe)
    {
        if (await SendAsync(new SessionCommand.RateEffort(_caller.UserId, rpe), connectionId: null))
        {
            _effort = rpe;
        }
    }

    private async Task ExtraAsync()
    {
        if (_screen is PlayScreen.InSet { Set: var set })
        {
            await ReportAsync(At(set, null) with { TotalSets = set.Total + 1 });
        }
        else if (_lastSet is { } last && SetPosition.LastReported(Session.Workout, last) is { } done)
        {
            await ReportAsync(last with { TotalSets = done.Total + 1 });
        }
    }

    [CascadingParameter]
    public Units? Units { get; set; }

    private Task ReportAsync(ExerciseProgress progress) => SendAsync(new SessionCommand.ReportExercise(progress));

    private ExerciseProgress At(SetPosition set, Exercise? instead) => new(
        _caller.UserId, (instead ?? set.Exercise).ExerciseId, (instead ?? set.Exercise).Name, set.Number, set.Total, Completed: false, Timestamp: time.GetUtcNow(),
        InsteadOf: instead is null ? null : set.Exercise.ExerciseId);

    private static bool IsDrill(SetPosition set) => set.Exercise.IsDrill;

    private string AfterSet(SetPosition set)
    {
        var workout = Session.Workout;
        var clock = Session.Duration(time.GetUtcNow());
        if (set.Next(workout, workout.DueAt(clock)) is not { } next)
        {
            // The clock leads on, not the player's own pace.
            return workout.At(clock) is { } window && (workout.Intervals.ElementAtOrDefault(window.Index + 1) is { } interval ? PlayText.Line(interval, Me!.Profile.Thresholds, Units)
                : SetPosition.At(workout, null, workout.UnclockedExerciseIds())?.Exercise.Name) is { } after ? after : "That was the last set";
        }

        var what = next.Index == set.Index ? $"set {next.Number}" : next.Exercise.Name;
        return $"Rest {PlayText.Clock(set.Exercise.Rest)}, then {what} · {PlayText.Load(next.Exercise, Units)}";
    }
}
