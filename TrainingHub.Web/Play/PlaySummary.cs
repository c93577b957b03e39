using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Web.Play;

/// <summary>What the page saw of a player's session while it was open.</summary>
public sealed class PlaySummary
{
    private readonly HashSet<(string Exercise, int Set)> _sets = [];
    private readonly Dictionary<string, string> _swaps = [];
    private double _heartRates;
    private int _samples;
    private long _lastSample;

    public int SetsDone => _sets.Count;

    /// <summary>What was done last in place of an exercise: its name, by the id of the plan's.</summary>
    public IReadOnlyDictionary<string, string> Swaps => _swaps;

    /// <summary>beats/min; null where no heart rate was seen.</summary>
    public double? AverageHeartRateBpm => _samples > 0 ? _heartRates / _samples : null;

    /// <summary>beats/min; null where no heart rate was seen.</summary>
    public double? MaxHeartRateBpm { get; private set; }

    // A set that is taken back was not done.
    private void See(ExerciseProgress set)
    {
        var key = (set.PlannedId, set.SetNumber);
        if (!set.Completed)
        {
            _sets.Remove(key);
        }
        else if (_sets.Add(key) && set.InsteadOf is { } planned)
        {
            _swaps[planned] = set.ExerciseName;
        }
    }

    /// <summary>Takes in a player as they are now; a state seen before adds nothing.</summary>
    public void See(PlayerState player, bool active)
    {
        if (player.Exercise is { } set)
        {
            See(set);
        }

        if (active && player.Metrics is { } metrics && metrics.SampleSeq > _lastSample && metrics[Metric.HeartRate] is { } heartRate)
        {
            _lastSample = metrics.SampleSeq;
            _samples++;
            _heartRates += heartRate;
            MaxHeartRateBpm = Math.Max(MaxHeartRateBpm ?? 0, heartRate);
        }
    }
}
