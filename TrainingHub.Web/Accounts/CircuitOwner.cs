using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TrainingHub.Web.Accounts;

/// <summary>Whose circuit one is, for as long as it lives.</summary>
/// <param name="UserId">Who started it.</param>
/// <param name="SignInId">With which sign-in, where its cookie says so.</param>
internal sealed record CircuitOwner(string UserId, string? SignInId)
{
    private readonly Lock _gate = new();
    private Action? _forget;
    private bool _closed;

    /// <summary>The owner of the circuit that is started in this call of the hub; carried to where the circuit opens.</summary>
    public static AsyncLocal<CircuitOwner?> Current { get; } = new();

    /// <summary>Its account changed, or its browser signed out: it shows nothing any more.</summary>
    public bool HasEnded { get; private set; }

    public void End() => HasEnded = true;

    /// <param name="forget">Called once when the circuit is closed.</param>
    /// <returns>False where it is closed already.</returns>
    public bool Keep(Action forget)
    {
        lock (_gate)
        {
            _forget = forget;
            return !_closed;
        }
    }

    public void Close()
    {
        Action? forget;
        lock (_gate)
        {
            (_closed, forget) = (true, _forget);
        }

        forget?.Invoke();
    }
}

/// <summary>Tells <see cref="CircuitGate"/> when a circuit is gone.</summary>
internal sealed class CircuitClosing : CircuitHandler
{
    private CircuitOwner? _owner;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _owner = CircuitOwner.Current.Value;
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _owner?.Close();
        return Task.CompletedTask;
    }
}
