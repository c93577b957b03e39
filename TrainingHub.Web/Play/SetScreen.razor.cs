using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>A set to do. The steppers begin at the target, or at what the player last lifted in this exercise.</summary>
public sealed partial class SetScreen
{
    private SetPosition? _shown;
    private double _reps, _weight, _seconds;

    [Parameter, EditorRequired]
    public required SetPosition Set { get; set; }

    /// <summary>The player's last report.</summary>
    [Parameter]
    public ExerciseProgress? Last { get; set; }

    /// <summary>What comes after this set, in words.</summary>
    [Parameter, EditorRequired]
    public required string After { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<LiftedSet> OnDone { get; set; }

    [Parameter]
    public EventCallback OnSkip { get; set; }

    [Parameter]
    public EventCallback OnExtra { get; set; }

    private LiftedSet Lifted => new(
        Set.Exercise.Duration is null ? (int)_reps : null,
        Set.Exercise.WeightKg is null ? null : _weight,
        Set.Exercise.Duration is null ? null : _seconds);

    protected override void OnParametersSet()
    {
        if (_shown is { } shown && shown.Index == Set.Index && shown.Number == Set.Number)
        {
            return;
        }

        _shown = Set;
        _reps = Set.Exercise.Reps ?? 10;
        _seconds = Set.Exercise.Duration?.TotalSeconds ?? 0;
        _weight = Last?.ExerciseId == Set.Exercise.ExerciseId && Last.Weight is { } lifted ? lifted : Set.Exercise.WeightKg ?? 0;
    }
}

/// <summary>What a player did in a set: repetitions or seconds, and kg where there is a load.</summary>
public sealed record LiftedSet(int? Reps, double? WeightKg, double? Seconds);
