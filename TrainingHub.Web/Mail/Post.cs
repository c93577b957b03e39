using System.Threading.Channels;

namespace TrainingHub.Web.Mail;

/// <summary>Letters on their way: nobody waits for the mail server. What a server that is stopped has not sent is lost, and asked for again.</summary>
public sealed partial class Post(IServiceProvider services, TimeProvider time, ILogger<Post> logger) : BackgroundService
{
    private const int Tries = 3;

    private static readonly TimeSpan _betweenTries = TimeSpan.FromSeconds(30);

    private readonly Channel<Letter> _waiting = Channel.CreateBounded<Letter>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly IMailer? _mailer = services.GetService<IMailer>();

    /// <summary>Whether there is a way to send letters at all.</summary>
    public bool IsOpen => _mailer is not null;

    /// <summary>Takes a letter, and returns at once; does nothing where there is no way to send it.</summary>
    public void Send(Letter letter)
    {
        if (IsOpen)
        {
            _waiting.Writer.TryWrite(letter);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_mailer is null)
        {
            return;
        }

        await foreach (var letter in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await TrySendAsync(_mailer, letter, stoppingToken);
        }
    }

    private async Task TrySendAsync(IMailer mailer, Letter letter, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await mailer.SendAsync(letter, stopping);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                LogNotSent(error, attempt, Tries);
                if (attempt == Tries)
                {
                    return;
                }
            }

            await Task.Delay(_betweenTries, time, stopping);
        }
    }

    // Without the address: a log is no place for it.
    [LoggerMessage(EventId = 1521, Level = LogLevel.Error, Message = "A letter could not be sent, try {Attempt} of {Tries}")]
    private partial void LogNotSent(Exception error, int attempt, int tries);
}
