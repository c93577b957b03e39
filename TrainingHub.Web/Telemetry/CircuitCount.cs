using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TrainingHub.Web.Telemetry;

/// <summary>How many pages are open: circuits with a browser, and those that wait for theirs to come back.</summary>
public sealed class CircuitCount : CircuitHandler
{
    private int _open, _connected;

    public int Connected => Volatile.Read(ref _connected);

    public int Waiting => Math.Max(0, Volatile.Read(ref _open) - Connected);

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, 1);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _open, -1);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, 1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Count(ref _connected, -1);

    private static Task Count(ref int count, int by)
    {
        Interlocked.Add(ref count, by);
        return Task.CompletedTask;
    }
}
