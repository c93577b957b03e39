namespace TrainingHub.Web.Mail;

/// <summary>A letter in plain text.</summary>
/// <param name="To">One e-mail address.</param>
public sealed record Letter(string To, string Subject, string Text);

/// <summary>Brings letters away: over SMTP, or into the log of a developer.</summary>
public interface IMailer
{
    /// <summary>Returns when the letter is handed over.</summary>
    /// <exception cref="Exception">It could not be; a later try may do.</exception>
    Task SendAsync(Letter letter, CancellationToken cancellation);
}
