using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace TrainingHub.Web.Mail;

/// <summary>Hands each letter to the SMTP server of the settings, on a connection of its own.</summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options, TimeProvider time) : IMailer
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        var settings = options.Value; // validated at the start: host and sender are there
        using var message = new MimeMessage { Subject = letter.Subject, Body = new TextPart("plain") { Text = letter.Text }, Date = time.GetUtcNow() };
        message.From.Add(MailboxAddress.Parse(settings.From!));
        message.To.Add(MailboxAddress.Parse(letter.To));
        using var client = new SmtpClient { Timeout = (int)_patience.TotalMilliseconds };
        await client.ConnectAsync(settings.Host!, settings.Port, SecurityOf(settings.Tls), cancellation);
        if (settings.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, settings.Password ?? "", cancellation);
        }

        await client.SendAsync(message, cancellation);
        await client.DisconnectAsync(quit: true, cancellation);
    }

    private static SecureSocketOptions SecurityOf(MailTls tls) => tls switch
    {
        MailTls.Implicit => SecureSocketOptions.SslOnConnect,
        MailTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
