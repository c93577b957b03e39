using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TrainingHub.Web.Play;

/// <summary>Tells a page of its circuit that the browser is gone or back. A circuit outlives its connection by minutes; a player's presence must not.</summary>
public sealed class CircuitLink : CircuitHandler
{
    /// <summary>The browser is gone (false) or back (true). Awaited; raised outside the circuit's dispatcher.</summary>
    public event Func<bool, Task>? Changed;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => RaiseAsync(up: false);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => RaiseAsync(up: true);

    private Task RaiseAsync(bool up)
        => Task.WhenAll((Changed?.GetInvocationList().Cast<Func<bool, Task>>() ?? []).Select(listener => listener(up)));
}
