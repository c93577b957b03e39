using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.Extensions.Logging;

namespace TrainingHub.Client;

/// <summary>What a client may be given besides where to connect and as whom.</summary>
public sealed record TrainingHubClientOptions
{
    /// <summary>The device's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Null: no logs.</summary>
    public ILoggerFactory? Logging { get; init; }

    /// <summary>Proxies, certificates and the like; null: as the system has them.</summary>
    public Action<HttpConnectionOptions>? Http { get; init; }
}
