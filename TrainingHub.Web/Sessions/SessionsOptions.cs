using Microsoft.Extensions.Options;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Sessions.Live;

namespace TrainingHub.Web.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
public sealed class SessionsOptions
{
    /// <summary>Without an accepted call for this long a session leaves memory; more than zero, 1 h by default.</summary>
    public TimeSpan StaleAfter { get; set; } = SessionsSettings.Default.StaleAfter;

    /// <summary>How long a lost player stays before they are dropped; 0 to 10 min, 15 s by default.</summary>
    public TimeSpan DropGrace { get; set; } = SessionLimits.Default.DropGrace;
}

/// <summary>Section <c>Broadcast</c>.</summary>
public sealed class BroadcastOptions
{
    /// <summary>Metrics are merged for at most this long; 0 to 5 s, 250 ms by default.</summary>
    public TimeSpan Window { get; set; } = SessionsSettings.Default.BroadcastWindow;
}

/// <summary>Section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>Live samples of one player: one each 2 s, 5 at once.</summary>
    public AllowanceOptions Metrics { get; set; } = new(SessionLimits.Default.Metrics);

    /// <summary>Progress and status calls of one user: four a second, 20 at once.</summary>
    public AllowanceOptions Progress { get; set; } = new(SessionLimits.Default.Progress);

    /// <summary>Backfill calls of one player: 6 a minute.</summary>
    public AllowanceOptions Backfill { get; set; } = new(SessionLimits.Default.Backfill);

    /// <summary>Messages of one sender in a session: one each 2 s, 10 at once.</summary>
    public AllowanceOptions Messages { get; set; } = new(SessionLimits.Default.Messages);

    /// <summary>Raised hands of one player in a session: one each 5 s, 3 at once.</summary>
    public AllowanceOptions Hands { get; set; } = new(SessionLimits.Default.Hands);
}

/// <summary>A token bucket's settings.</summary>
public sealed class AllowanceOptions
{
    public AllowanceOptions()
    {
    }

    public AllowanceOptions(Allowance allowance) => (Period, Burst) = (allowance.Period, allowance.Burst);

    /// <summary>One call each; more than zero.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>At once after a rest; at least 1.</summary>
    public int Burst { get; set; }

    public Allowance ToAllowance() => new(Period, Burst);
}

internal sealed class ValidateSessionsOptions : IValidateOptions<SessionsOptions>, IValidateOptions<BroadcastOptions>, IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, SessionsOptions options) => Check(
        (options.StaleAfter > TimeSpan.Zero, $"Sessions:StaleAfter is {options.StaleAfter}; it must be more than zero."),
        (options.DropGrace >= TimeSpan.Zero && options.DropGrace <= TimeSpan.FromMinutes(10), $"Sessions:DropGrace is {options.DropGrace}; it must be from 0 to 10 minutes."));

    public ValidateOptionsResult Validate(string? name, BroadcastOptions options) => Check(
        (options.Window >= TimeSpan.Zero && options.Window <= TimeSpan.FromSeconds(5), $"Broadcast:Window is {options.Window}; it must be from 0 to 5 seconds."));

    public ValidateOptionsResult Validate(string? name, LimitsOptions options) => Check(
        (IsSound(options.Metrics), "Limits:Metrics must have a Period of more than zero and a Burst of at least 1."),
        (IsSound(options.Progress), "Limits:Progress must have a Period of more than zero and a Burst of at least 1."),
        (IsSound(options.Backfill), "Limits:Backfill must have a Period of more than zero and a Burst of at least 1."),
        (IsSound(options.Messages), "Limits:Messages must have a Period of more than zero and a Burst of at least 1."),
        (IsSound(options.Hands), "Limits:Hands must have a Period of more than zero and a Burst of at least 1."));

    private static bool IsSound(AllowanceOptions allowance) => allowance.Period > TimeSpan.Zero && allowance.Burst >= 1;

    private static ValidateOptionsResult Check(params (bool Ok, string Fault)[] rules)
        => rules.Where(rule => !rule.Ok).Select(rule => rule.Fault).ToArray() is { Length: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
