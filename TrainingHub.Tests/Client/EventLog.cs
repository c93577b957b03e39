using System.Threading.Channels;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client;

/// <summary>Keeps what a client was told, to be waited for.</summary>
public sealed class EventLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<TrainingEvent> _events = Channel.CreateUnbounded<TrainingEvent>();

    public ValueTask TakeAsync(TrainingEvent happened) => _events.Writer.WriteAsync(happened);

    /// <summary>The next event.</summary>
    public async Task<TrainingEvent> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _events.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next event of a kind; others before it are passed over.</summary>
    public async Task<T> NextAsync<T>(Predicate<T>? which = null) where T : TrainingEvent
    {
        while (true)
        {
            if (await NextAsync() is T wanted && (which is null || which(wanted)))
            {
                return wanted;
            }
        }
    }
}
