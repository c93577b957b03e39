namespace TrainingHub.Core.Sessions;

/// <summary>Why a call was refused; the names on the wire are in snake_case. Tested in the order of the contract (§2.1).</summary>
public enum RefusalCode
{
    Invalid,
    Forbidden,
    NotFound,
    Conflict,
    RateLimited,
    Removed,
    Unavailable,
}

/// <summary>A refusal: nothing was changed.</summary>
/// <param name="Message">A sentence that names what was wrong and what is allowed; without personal data.</param>
/// <param name="RetryAfter">When the same call would be taken; only with <see cref="RefusalCode.RateLimited"/>.</param>
public sealed record Refusal(RefusalCode Code, string Message, TimeSpan? RetryAfter = null)
{
    public static Refusal Invalid(string message) => new(RefusalCode.Invalid, message);

    public static Refusal Forbidden(string message) => new(RefusalCode.Forbidden, message);

    public static Refusal Conflict(string message) => new(RefusalCode.Conflict, message);

    public static Refusal NotFound { get; } = new(RefusalCode.NotFound, "There is no such session, or you may not see it.");

    public static Refusal Removed { get; } = new(RefusalCode.Removed, "You were removed from this session; its trainer can readmit you.");

    public static Refusal Moved { get; } = new(RefusalCode.Removed, "You were moved from this session to another one; it stands among your sessions.");

    public static Refusal Unavailable(string message) => new(RefusalCode.Unavailable, message);

    /// <summary>The code's name on the wire.</summary>
    public string WireCode => Code switch
    {
        RefusalCode.Invalid => "invalid",
        RefusalCode.Forbidden => "forbidden",
        RefusalCode.NotFound => "not_found",
        RefusalCode.Conflict => "conflict",
        RefusalCode.RateLimited => "rate_limited",
        RefusalCode.Removed => "removed",
        _ => "unavailable",
    };
}
