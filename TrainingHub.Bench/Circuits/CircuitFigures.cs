using System.Text.Json;

namespace TrainingHub.Bench.Circuits;

/// <summary>What <c>load-circuits.mjs</c> prints: of all circuits together, in the time that it measured.</summary>
/// <param name="KibPerCircuit">Resident memory that opening them added to the server, a circuit.</param>
/// <param name="BytesPerBatch">All that a circuit received, pings and prerendering's rest too, by render batches.</param>
/// <param name="CpuPercent">Of one processor, the server's whole work.</param>
/// <param name="Errors">The first faults that the server told of.</param>
internal sealed record CircuitFigures(
    int Circuits, double KibPerCircuit, double BatchesPerSecond, double CpuMicrosPerBatch, double BytesPerBatch, double CpuPercent, double RssMiB, IReadOnlyList<string> Errors)
{
    /// <exception cref="JsonException">The line is none of its.</exception>
    public static CircuitFigures Parse(string line)
        => JsonSerializer.Deserialize<CircuitFigures>(line, JsonSerializerOptions.Web) ?? throw new JsonException("The line holds nothing.");
}
