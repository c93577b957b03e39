using System.Threading.Channels;
using TrainingHub.Web.Mail;

namespace TrainingHub.Web.Accounts;

/// <summary>
/// Links by mail for who forgot their password. Whoever asks is answered before anything is looked up, so that neither the answer nor its time tells whether there is such an account.
/// </summary>
public sealed partial class PasswordResets(Invitations invitations, AccountLetters letters, Post post, ILogger<PasswordResets> logger) : BackgroundService
{
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Whether letters can be sent here.</summary>
    public bool IsOffered => post.IsOpen;

    /// <summary>Returns at once; a letter goes out where the e-mail is an account's.</summary>
    public void Ask(string email) => _asked.Writer.TryWrite(email);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (await invitations.ResetAsync(email, stoppingToken) is { } link)
                {
                    letters.Reset(link.Email, link.Token);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // One that failed is asked for again; the next is another person's.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(EventId = 1410, Level = LogLevel.Error, Message = "A link for a forgotten password could not be made")]
    private partial void LogFailed(Exception error);
}
