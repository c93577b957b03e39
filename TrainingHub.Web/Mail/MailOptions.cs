using Microsoft.Extensions.Options;
using MimeKit;

namespace TrainingHub.Web.Mail;

/// <summary>How the line to the mail server is kept from listeners.</summary>
public enum MailTls
{
    /// <summary>Begun in the open and made secret by <c>STARTTLS</c>, or not at all.</summary>
    StartTls,

    /// <summary>Secret from the first byte, as on port 465.</summary>
    Implicit,

    /// <summary>Open; for a server on the same machine.</summary>
    None,
}

/// <summary>How letters are sent (section <c>Mail</c>). Without a host none are.</summary>
public sealed class MailOptions
{
    /// <summary>The SMTP server; none by default.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>With whom to sign in there; without it nobody signs in.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Whom letters are from, <c>TrainingHub &lt;hub@example.org&gt;</c>.</summary>
    public string? From { get; set; }

    internal sealed class Validator : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options)
        {
            if (options.Host is not { Length: > 0 })
            {
                return ValidateOptionsResult.Success;
            }

            if (options.Port is < 1 or > 65535)
            {
                return ValidateOptionsResult.Fail($"Mail:Port is {options.Port}; it must be 1 to 65535.");
            }

            return options.From is { } from && MailboxAddress.TryParse(from, out _)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Mail:From is '{options.From}'; with Mail:Host it must be an address such as TrainingHub <hub@example.org>.");
        }
    }
}
