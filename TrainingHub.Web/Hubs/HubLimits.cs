using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Hubs;

/// <summary>Section <c>Limits</c>, as far as it is about connections.</summary>
public sealed class HubLimits
{
    /// <summary>A connection that has joined nothing for this long is closed; 1 s to 10 min, 30 s by default.</summary>
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections of one user at a time, the oldest gives way; at least 1, 20 by default.</summary>
    public int ConnectionsPerUser { get; set; } = 20;

    /// <summary>A longer message closes its connection; at least 1 KiB, 64 KiB by default.</summary>
    public int MessageBytes { get; set; } = 64 * 1024;

    /// <summary>A connection that takes nothing of what is sent to it for this long is closed; 1 s to 10 min, 30 s by default.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

internal sealed class ValidateHubLimits : IValidateOptions<HubLimits>
{
    public ValidateOptionsResult Validate(string? name, HubLimits options)
    {
        if (options.JoinWithin < TimeSpan.FromSeconds(1) || options.JoinWithin > TimeSpan.FromMinutes(10))
        {
            return ValidateOptionsResult.Fail($"Limits:JoinWithin is {options.JoinWithin}; it must be from 1 second to 10 minutes.");
        }

        if (options.SendTimeout < TimeSpan.FromSeconds(1) || options.SendTimeout > TimeSpan.FromMinutes(10))
        {
            return ValidateOptionsResult.Fail($"Limits:SendTimeout is {options.SendTimeout}; it must be from 1 second to 10 minutes.");
        }

        if (options.ConnectionsPerUser < 1)
        {
            return ValidateOptionsResult.Fail($"Limits:ConnectionsPerUser is {options.ConnectionsPerUser}; it must be at least 1.");
        }

        return options.MessageBytes < 1024
            ? ValidateOptionsResult.Fail($"Limits:MessageBytes is {options.MessageBytes}; it must be at least 1024.")
            : ValidateOptionsResult.Success;
    }
}
