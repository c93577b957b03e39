using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace TrainingHub.Web.Tokens;

/// <summary>Looks every hour which keys are due, and tells the token server and who checks its tokens where they changed: they read their options anew, without a restart.</summary>
public sealed partial class KeyRotation(TokenKeys keys, OptionsRenewal<OpenIddictServerOptions> server, OptionsRenewal<OpenIddictValidationOptions> validation, TimeProvider time, ILogger<KeyRotation> logger)
    : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromHours(1);

    /// <summary>Does what is due now.</summary>
    public void Turn()
    {
        if (keys.Turn())
        {
            // In this order: who checks copies from who signs.
            server.Renew();
            validation.Renew();
            LogTurned(keys.Signing.Length, keys.Signing[0].KeyId);
        }
    }

    /// <summary>The first keys are there before the server listens: their age counts from the first start, not from the first token.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        keys.Turn();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(_between, time);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Turn();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The keys of now go on; the next hour tries again.
                LogFailed(error);
            }
        }
    }

    [LoggerMessage(EventId = 1512, Level = LogLevel.Information, Message = "The tokens' keys changed: {Count} open tokens, {KeyId} signs")]
    private partial void LogTurned(int count, string keyId);

    [LoggerMessage(EventId = 1513, Level = LogLevel.Error, Message = "The tokens' keys could not be looked after; the next try is in an hour")]
    private partial void LogFailed(Exception error);
}

/// <summary>Makes whoever monitors these options read them anew.</summary>
public sealed class OptionsRenewal<T> : IOptionsChangeTokenSource<T>, IDisposable
{
    private CancellationTokenSource _change = new();

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

    public void Renew()
    {
        using var before = Interlocked.Exchange(ref _change, new());
        before.Cancel();
    }

    public void Dispose() => _change.Dispose();
}
