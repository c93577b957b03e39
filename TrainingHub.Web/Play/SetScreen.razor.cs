using Microsoft.AspNetCore.Components;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;

namespace TrainingHub.Web.Play;

/// <summary>A set to do. The steppers begin at the target, or at what the player last lifted in this exercise.</summary>
public sealed partial class SetScreen
{
    private SetPosition? _shown;
    private IReadOnlyDictionary<string, LastSet>? _offered;
    private SetEntry _entry = null!;
    private Exercise? _instead;
    private bool _swapping;

    [Parameter, EditorRequired]
    public required SetPosition Set { get; set; }

    /// <summary>The player's last report.</summary>
    [Parameter]
    public ExerciseProgress? Last { get; set; }

    /// <summary>What the player did in earlier sessions, by <see cref="ExerciseKey"/>.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, LastSet> Offers { get; set; } = LastTimes.None;

    /// <summary>The workout's exercises, to swap with.</summary>
    [Parameter]
    public IReadOnlyList<Exercise> Others { get; set; } = [];

    /// <summary>Sets are attempts, with a time and errors.</summary>
    [Parameter]
    public bool IsDrill { get; set; }

    /// <summary>What comes after this set, in words.</summary>
    [Parameter, EditorRequired]
    public required string After { get; set; }

    [CascadingParameter]
    public LoadUnit Unit { get; set; } = LoadUnit.Kilograms;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<LiftedSet> OnDone { get; set; }

    [Parameter]
    public EventCallback OnSkip { get; set; }

    [Parameter]
    public EventCallback OnExtra { get; set; }

    [Parameter]
    public EventCallback OnUndo { get; set; }

    private Exercise Doing => _instead ?? Set.Exercise;

    protected override void OnParametersSet()
    {
        if (_shown is { } shown && shown.Index == Set.Index && shown.Number == Set.Number)
        {
            if (!ReferenceEquals(_offered, Offers))
            {
                // They come a moment after the page.
                _offered = Offers;
                Take(_instead);
            }

            return;
        }

        (_shown, _offered) = (Set, Offers);
        // What the sets of this exercise were swapped for, the next one is too.
        Take(Last is { InsteadOf: { } planned } && planned == Set.Exercise.ExerciseId
            ? Others.FirstOrDefault(exercise => exercise.ExerciseId == Last.ExerciseId) ?? SwapChoice.Named(Last.ExerciseName, Set.Exercise)
            : null);
    }

    private void Swap(Exercise? instead) => Take(instead);

    private void Take(Exercise? instead)
    {
        (_instead, _swapping) = (instead, false);
        _entry = new SetEntry(Doing, IsDrill, Last, Offers.GetValueOrDefault(ExerciseKey.Of(Doing.Name)));
    }
}
