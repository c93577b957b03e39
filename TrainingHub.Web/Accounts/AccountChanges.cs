using System.Collections.Concurrent;

namespace TrainingHub.Web.Accounts;

/// <summary>
/// Tells the rest of the process that what an account may do has changed: a role given or taken, a lock, a deletion,
/// a sign-out everywhere, a revoked token. Who holds a live connection for that account looks again, or drops it.
/// </summary>
public sealed partial class AccountChanges(TimeProvider time, ILogger<AccountChanges> logger)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _latest = [];

    /// <summary>Carries the account's id (a user's, or a service's client id). Raised after the store holds the change, on the thread that made it: hand over and return.</summary>
    public event Action<string>? Changed;

    /// <summary>When this process last heard of a change of the account, or null.</summary>
    public DateTimeOffset? LatestOf(string accountId) => _latest.TryGetValue(accountId, out var at) ? at : null;

    public void Raise(string accountId)
    {
        _latest[accountId] = time.GetUtcNow();
        foreach (var listener in Changed?.GetInvocationList().Cast<Action<string>>() ?? [])
        {
            try
            {
                listener(accountId);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // One listener's fault must not keep a revoked account's other connections open.
                LogListenerFailed(error, accountId);
            }
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "A listener failed on the change of account {AccountId}.")]
    private partial void LogListenerFailed(Exception error, string accountId);
}
