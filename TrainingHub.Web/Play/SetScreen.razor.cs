using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>A set to do. The steppers begin at the target, or at what the player last lifted in this exercise.</summary>
public sealed partial class SetScreen
{
    private SetPosition? _shown;
    private double _reps, _weight, _seconds, _offeredKg;

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

    [CascadingParameter]
    public Units? Units { get; set; }

    private Units Shown => Units ?? Core.Players.Units.Metric;

    // What was not touched is what was offered, not what it is when it has been to pounds and back.
    private LiftedSet Lifted => new(
        Set.Exercise.Duration is null ? (int)_reps : null,
        Set.Exercise.WeightKg is null ? null : _weight == Shown.FromKg(_offeredKg) ? _offeredKg : Shown.ToKg(_weight),
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
        _offeredKg = Last?.ExerciseId == Set.Exercise.ExerciseId && Last.Weight is { } lifted ? lifted : Set.Exercise.WeightKg ?? 0;
        _weight = Shown.FromKg(_offeredKg);
    }
}

/// <summary>What a player did in a set: repetitions or seconds, and kg where there is a load.</summary>
public sealed record LiftedSet(int? Reps, double? WeightKg, double? Seconds);
