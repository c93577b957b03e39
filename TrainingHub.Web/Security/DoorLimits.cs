using Microsoft.Extensions.Options;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Web.Security;

/// <summary>
/// Section <c>Limits</c>, as far as it is about who knocks. Loopback is exempt from what is counted by address; IPv6 is counted by its first 64 bits, which are one site's.
/// </summary>
public sealed class DoorLimits
{
    /// <summary>By address.</summary>
    public AddressLimits Address { get; set; } = new();

    /// <summary>By account, whatever the address.</summary>
    public AccountLimits Account { get; set; } = new();

    /// <summary>Open pages of one user; the next one is refused. At least 1, 50 by default.</summary>
    public int CircuitsPerUser { get; set; } = 50;

    /// <summary>A longer request is refused (the API's own limit is 64 KiB); at least 64 KiB, 256 KiB by default.</summary>
    public int BodyBytes { get; set; } = 256 * 1024;

    /// <summary>Characters of a password; 64 to 1024, 128 by default.</summary>
    public int PasswordLength { get; set; } = 128;

    /// <summary>Players of one session; 1 to 1000, 200 by default.</summary>
    public int PlayersPerSession { get; set; } = 200;

    /// <summary>Guests of one session, where it takes any; 0 to 1000, 20 by default.</summary>
    public int GuestsPerSession { get; set; } = 20;

    /// <summary>Observers of one session; 1 to 1000, 100 by default.</summary>
    public int ObserversPerSession { get; set; } = 100;

    /// <summary>Sessions of one trainer that are planned or live; at least 1, 200 by default.</summary>
    public int SessionsPerTrainer { get; set; } = 200;
}

/// <summary>Section <c>Limits:Address</c>.</summary>
public sealed class AddressLimits
{
    /// <summary>Hub connections at a time; at least 1, 1000 by default.</summary>
    public int Connections { get; set; } = 1000;

    /// <summary>Sign-ins, invitations and passkey ceremonies: one a second, 200 at once; a team behind one address takes four knocks each to begin.</summary>
    public AllowanceOptions SignIn { get; set; } = new() { Period = TimeSpan.FromSeconds(1), Burst = 200 };

    /// <summary>Token requests: ten a second, 300 at once; a hall of devices behind one address asks every few seconds each until they are allowed.</summary>
    public AllowanceOptions Token { get; set; } = new() { Period = TimeSpan.FromMilliseconds(100), Burst = 300 };

    /// <summary>New devices that ask for a code: one each 2 s, 60 at once.</summary>
    public AllowanceOptions Device { get; set; } = new() { Period = TimeSpan.FromSeconds(2), Burst = 60 };

    /// <summary>Device codes that are looked up: one each 3 s, 30 at once.</summary>
    public AllowanceOptions Verify { get; set; } = new() { Period = TimeSpan.FromSeconds(3), Burst = 30 };

    /// <summary>Join codes that are tried: one each 2 s, 120 at once; a hall behind one address takes three knocks each to come in.</summary>
    public AllowanceOptions Join { get; set; } = new() { Period = TimeSpan.FromSeconds(2), Burst = 120 };

    /// <summary>Calendars that are fetched: one a second, 120 at once.</summary>
    public AllowanceOptions Calendar { get; set; } = new() { Period = TimeSpan.FromSeconds(1), Burst = 120 };
}

/// <summary>Section <c>Limits:Account</c>.</summary>
public sealed class AccountLimits
{
    /// <summary>Passwords and second steps for one account: one each 10 s, 20 at once.</summary>
    public AllowanceOptions SignIn { get; set; } = new() { Period = TimeSpan.FromSeconds(10), Burst = 20 };

    /// <summary>Secrets of one service: one a second, 30 at once.</summary>
    public AllowanceOptions Token { get; set; } = new() { Period = TimeSpan.FromSeconds(1), Burst = 30 };

    /// <summary>Device codes that one user looks up: one each 5 s, 20 at once.</summary>
    public AllowanceOptions Verify { get; set; } = new() { Period = TimeSpan.FromSeconds(5), Burst = 20 };
}

internal sealed class ValidateDoorLimits : IValidateOptions<DoorLimits>
{
    public ValidateOptionsResult Validate(string? name, DoorLimits limits)
    {
        List<string> faults = [];
        foreach (var (setting, allowance) in new[]
        {
            ("Address:SignIn", limits.Address.SignIn), ("Address:Token", limits.Address.Token), ("Address:Device", limits.Address.Device), ("Address:Verify", limits.Address.Verify),
            ("Address:Join", limits.Address.Join), ("Address:Calendar", limits.Address.Calendar),
            ("Account:SignIn", limits.Account.SignIn), ("Account:Token", limits.Account.Token), ("Account:Verify", limits.Account.Verify),
        })
        {
            if (allowance.Period <= TimeSpan.Zero || allowance.Burst < 1)
            {
                faults.Add($"Limits:{setting} must have a Period of more than zero and a Burst of at least 1.");
            }
        }

        foreach (var (setting, value, least, most) in new[]
        {
            ("Address:Connections", limits.Address.Connections, 1, int.MaxValue), ("CircuitsPerUser", limits.CircuitsPerUser, 1, int.MaxValue),
            ("BodyBytes", limits.BodyBytes, 64 * 1024, int.MaxValue), ("PasswordLength", limits.PasswordLength, 64, 1024),
            ("PlayersPerSession", limits.PlayersPerSession, 1, 1000), ("ObserversPerSession", limits.ObserversPerSession, 1, 1000), ("GuestsPerSession", limits.GuestsPerSession, 0, 1000),
            ("SessionsPerTrainer", limits.SessionsPerTrainer, 1, int.MaxValue),
        })
        {
            if (value < least || value > most)
            {
                faults.Add($"Limits:{setting} is {value}; it must be at least {least}{(most == int.MaxValue ? "" : $" and at most {most}")}.");
            }
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
