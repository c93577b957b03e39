namespace TrainingHub.Web.Joining;

/// <summary>Tells who shows a session's join code, on a wall for days, that it opens nothing any more and there is another one.</summary>
public sealed class JoinCodeNews
{
    /// <summary>Carries the session's id. Raised after the store holds the change, on the thread that made it: hand over and return.</summary>
    public event Action<string>? Renewed;

    public void Raise(string sessionId) => Renewed?.Invoke(sessionId);
}
