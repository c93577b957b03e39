namespace TrainingHub.Web.Mail;

/// <summary>Prints letters to the log, for a developer without a mail server. Never where other people's letters are: they hold names and links.</summary>
internal sealed partial class LogMailer(ILogger<LogMailer> logger) : IMailer
{
    public Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        LogLetter(letter.To, letter.Subject, letter.Text);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 1520, Level = LogLevel.Information, Message = "A letter to {To}: {Subject}\n{Text}")]
    private partial void LogLetter(string to, string subject, string text);
}
