using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using OpenIddict.Abstractions;
using TrainingHub.Web.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TrainingHub.Web.Accounts;

/// <summary>
/// The server's own end of the pages' circuits. When an account changes, or a browser signs out, their connections are cut here, whatever the browser makes of it;
/// and a circuit that was cut is not resumed, not even by who signs in anew, nor ever by somebody else.
/// </summary>
/// <remarks>A filter of all hubs: the circuits' hub is the framework's own and has no public name. Calls of other hubs are handed on unseen.</remarks>
public sealed class CircuitGate : IHubFilter
{
    // What a circuit's browser is given when it starts, and shows when it comes back.
    private readonly ConcurrentDictionary<string, CircuitOwner> _circuits = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableList<HubCallerContext>> _connections = []; // by user
    private readonly AccountChanges _changes;
    private readonly EndedSignIns _ended;

    public CircuitGate(AccountChanges changes, EndedSignIns ended)
    {
        (_changes, _ended) = (changes, ended);
        changes.Changed += CloseAll;
    }

    /// <summary>Ends the circuits of one sign-in; others of the same user go on.</summary>
    public void CloseSignIn(string userId, string signInId) => Close(userId, signInId);

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (IsOfCircuits(context.Hub))
        {
            var connection = context.Context;
            Add(connection);
            // A change between the look at the cookie and this registration cut all connections but this one.
            if (HasChanged(connection))
            {
                connection.Abort();
            }
        }

        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (IsOfCircuits(context.Hub))
        {
            Remove(context.Context);
        }

        await next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
        => !IsOfCircuits(invocationContext.Hub) ? next(invocationContext) : invocationContext.HubMethodName switch
        {
            "StartCircuit" or "ResumeCircuit" => StartAsync(invocationContext, next),
            "ConnectCircuit" => ConnectAsync(invocationContext, next),
            _ => next(invocationContext),
        };

    private async ValueTask<object?> StartAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var owner = new CircuitOwner(UserOf(call.Context), call.Context.User?.SignInId());
        CircuitOwner.Current.Value = owner;
        var secret = await next(call) as string;
        if (secret is not null)
        {
            _circuits[secret] = owner;
            if (!owner.Keep(() => _circuits.TryRemove(secret, out _)))
            {
                // It failed to start, and is closed already.
                _circuits.TryRemove(secret, out _);
            }
            else if (HasChanged(call.Context))
            {
                owner.End();
            }
        }

        return secret;
    }

    private async ValueTask<object?> ConnectAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var isTheirs = call.HubMethodArguments is [string secret, ..]
            && _circuits.TryGetValue(secret, out var owner)
            && owner is { HasEnded: false }
            && owner.UserId == UserOf(call.Context);
        // As the hub answers for a circuit that it does not know: the browser loads the page anew.
        return isTheirs ? await next(call) : false;
    }

    private void CloseAll(string userId) => Close(userId, signInId: null);

    private void Close(string userId, string? signInId)
    {
        foreach (var owner in _circuits.Values.Where(owner => owner.UserId == userId && (signInId is null || owner.SignInId == signInId)))
        {
            owner.End();
        }

        ImmutableList<HubCallerContext> connections;
        lock (_gate)
        {
            connections = _connections.GetValueOrDefault(userId, []);
        }

        foreach (var connection in connections.Where(connection => signInId is null || connection.User?.SignInId() == signInId))
        {
            connection.Abort();
        }
    }

    private void Add(HubCallerContext connection)
    {
        var userId = UserOf(connection);
        lock (_gate)
        {
            _connections[userId] = _connections.GetValueOrDefault(userId, []).Add(connection);
        }
    }

    private void Remove(HubCallerContext connection)
    {
        var userId = UserOf(connection);
        lock (_gate)
        {
            var left = _connections.GetValueOrDefault(userId, []).RemoveAll(other => other.ConnectionId == connection.ConnectionId);
            if (left.IsEmpty)
            {
                _connections.Remove(userId);
            }
            else
            {
                _connections[userId] = left;
            }
        }
    }

    // Between the look at the cookie and a connection's first word there may be many seconds.
    private bool HasChanged(HubCallerContext connection) => connection.User is not { } user
        || _changes.LatestOf(UserOf(connection)) >= user.VerifiedAt()
        || (user.SignInId() is { } signIn && _ended.Has(signIn));

    private static bool IsOfCircuits(Hub hub) => hub.GetType().Assembly == typeof(Circuit).Assembly;

    private static string UserOf(HubCallerContext connection) => connection.User?.GetClaim(Claims.Subject) ?? "";
}
