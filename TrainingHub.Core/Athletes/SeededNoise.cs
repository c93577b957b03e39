namespace TrainingHub.Core.Athletes;

/// <summary>Numbers that look like chance and are the same for the same seed, on every machine and version: SplitMix64.</summary>
internal sealed class SeededNoise(int seed)
{
    private ulong _state = (ulong)(uint)seed;

    /// <summary>0 to 1, 1 left out.</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        var bits = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Normally distributed, mean 0, deviation 1, within ±8.6.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
