using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Telemetry;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Hubs;

/// <summary>The hub's connections: at most so many a user, closed when their account changes, and gone from their sessions when they are lost.</summary>
public sealed partial class HubPeers : DefaultHubLifetimeManager<SessionHub>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableList<HubPeer>> _byUser = []; // oldest first
    private TaskCompletionSource? _gone; // wanted once the server stops
    private readonly ISessions _sessions;
    private readonly AccountChanges _accounts;
    private readonly HubLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public HubPeers(ISessions sessions, AccountChanges accounts, IOptions<HubLimits> limits, TimeProvider time, ILogger<HubPeers> logger, ILogger<DefaultHubLifetimeManager<SessionHub>> baseLogger)
        : base(baseLogger)
    {
        (_sessions, _accounts, _limits, _time, _logger) = (sessions, accounts, limits.Value, time, logger);
        accounts.Changed += CloseAll;
    }

    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var peer = new HubPeer(connection, _limits, _time);
        connection.Features.Set(peer);
        peer.CloseUnlessJoined();
        if (Add(peer) is { } oldest)
        {
            LogGaveWay(_limits.ConnectionsPerUser);
            oldest.Abort();
        }

        // A change between the look into the store and this registration closed all connections but this one.
        if (_accounts.LatestOf(peer.Caller.UserId) >= connection.User!.VerifiedAt())
        {
            peer.Abort();
        }
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await base.OnDisconnectedAsync(connection);
        if (connection.Features.Get<HubPeer>() is { } peer)
        {
            Remove(peer);
            await peer.DisposeAsync();
            await _sessions.DisconnectAsync(peer.ConnectionId);
        }
    }

    /// <summary>Tells every client to come back later, when its calls are answered, and waits for them to go.</summary>
    /// <returns>How many were still there when the patience was over.</returns>
    public async Task<int> SendAwayAsync(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience, _time);
        HubPeer[] peers;
        Task gone;
        lock (_gate)
        {
            peers = [.. _byUser.Values.SelectMany(peers => peers)];
            gone = _byUser.Count == 0 ? Task.CompletedTask : (_gone ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await Task.WhenAll(peers.Select(peer => peer.SendAwayAsync(end.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gone.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            return _byUser.Values.Sum(peers => peers.Count);
        }
    }

    /// <summary>The connections that there are now, by <see cref="RoleWords"/>.</summary>
    public IReadOnlyDictionary<string, int> CountByRole()
    {
        lock (_gate)
        {
            return _byUser.Values.SelectMany(peers => peers).CountBy(peer => RoleWords.Of(peer.JoinedAs)).ToDictionary();
        }
    }

    /// <returns>The connection that has to give way, if any.</returns>
    private HubPeer? Add(HubPeer peer)
    {
        lock (_gate)
        {
            var peers = _byUser.GetValueOrDefault(peer.Caller.UserId, []).Add(peer);
            var oldest = peers.Count > _limits.ConnectionsPerUser ? peers[0] : null;
            _byUser[peer.Caller.UserId] = oldest is null ? peers : peers.RemoveAt(0);
            return oldest;
        }
    }

    private void Remove(HubPeer peer)
    {
        lock (_gate)
        {
            var peers = _byUser.GetValueOrDefault(peer.Caller.UserId, []).Remove(peer);
            if (peers.IsEmpty)
            {
                _byUser.Remove(peer.Caller.UserId);
                if (_byUser.Count == 0)
                {
                    _gone?.TrySetResult();
                }
            }
            else
            {
                _byUser[peer.Caller.UserId] = peers;
            }
        }
    }

    private void CloseAll(string userId)
    {
        ImmutableList<HubPeer> peers;
        lock (_gate)
        {
            peers = _byUser.GetValueOrDefault(userId, []);
        }

        peers.ForEach(peer => peer.Abort());
    }

    [LoggerMessage(EventId = 1303, Level = LogLevel.Information, Message = "A user's oldest connection gave way: no more than {Limit} at once.")]
    private partial void LogGaveWay(int limit);
}
