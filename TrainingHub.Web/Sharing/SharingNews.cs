namespace TrainingHub.Web.Sharing;

/// <summary>Tells who shows what a session was, and is no watcher of it, that others may see more or less of it by now.</summary>
public sealed class SharingNews
{
    /// <summary>Carries the session's id. Raised when the session holds the choice, on the thread that brought it: hand over and return.</summary>
    public event Action<string>? Chosen;

    public void Raise(string sessionId) => Chosen?.Invoke(sessionId);
}
