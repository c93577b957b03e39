namespace TrainingHub.Client;

/// <summary>What the hub can be asked for; each takes one argument and answers an <see cref="Ack"/>.</summary>
public static class HubMethods
{
    public const string Join = "training:session:join";
    public const string Leave = "training:session:leave";
    public const string Start = "training:session:start";
    public const string Pause = "training:session:pause";
    public const string Resume = "training:session:resume";
    public const string End = "training:session:end";
    public const string ForceEnd = "training:session:force:end";
    public const string Cancel = "training:session:cancel";
    public const string Reschedule = "training:session:reschedule";
    public const string Admission = "training:session:admission";
    public const string Answer = "training:player:answer";
    public const string Kick = "training:player:kick";
    public const string Readmit = "training:player:readmit";
    public const string Metrics = "training:player:metrics";
    public const string Backfill = "training:player:metrics:backfill";
    public const string ExerciseProgress = "training:player:exercise:progress";
    public const string IntervalProgress = "training:player:interval:progress";
    public const string Status = "training:player:status";
    public const string Hand = "training:player:hand";
    public const string Effort = "training:player:effort";
    public const string SendMessage = "training:message:send";
    public const string AcknowledgeMessage = "training:message:acknowledge";
}

/// <summary>What the hub tells by itself; each is a case of <see cref="TrainingEvent"/>.</summary>
public static class HubEvents
{
    public const string Start = "training:session:start";
    public const string Pause = "training:session:pause";
    public const string Resume = "training:session:resume";
    public const string End = "training:session:end";
    public const string ForceEnd = "training:session:force:end";
    public const string Snapshot = "training:session:snapshot";
    public const string Reschedule = "training:session:reschedule";
    public const string Admission = "training:session:admission";
    public const string PlayerAdded = "training:player:added";
    public const string PlayerMoved = "training:player:moved";
    public const string Answer = "training:player:answer";
    public const string PlayerJoin = "training:player:join";
    public const string PlayerLeave = "training:player:leave";
    public const string PlayerKick = "training:player:kick";
    public const string Metrics = "training:player:metrics";
    public const string ExerciseProgress = "training:player:exercise:progress";
    public const string IntervalProgress = "training:player:interval:progress";
    public const string Status = "training:player:status";
    public const string Hand = "training:player:hand";
    public const string Effort = "training:player:effort";
    public const string Message = "training:message";
    public const string MessageAcknowledged = "training:message:acknowledged";
}

/// <summary>Why a call was refused.</summary>
public static class ErrorCodes
{
    /// <summary>The message names the property, what it was and what is allowed.</summary>
    public const string Invalid = "invalid";

    public const string Forbidden = "forbidden";

    /// <summary>There is no such session, or the caller may not see it.</summary>
    public const string NotFound = "not_found";

    /// <summary>Not in this state, or not joined; the message says which.</summary>
    public const string Conflict = "conflict";

    /// <summary>Comes with <see cref="HubError.RetryAfterMs"/>.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>Kicked from this session.</summary>
    public const string Removed = "removed";

    /// <summary>Nothing was changed; try again later.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Never sent by the server: there is no connection, or it was lost before the answer came, so that the call may or may not have been done.</summary>
    public const string Disconnected = "disconnected";
}
