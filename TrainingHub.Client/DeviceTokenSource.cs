using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace TrainingHub.Client;

/// <summary>What a device shows its owner, who allows it in a browser.</summary>
/// <param name="VerificationUri">Where to enter <paramref name="UserCode"/>.</param>
/// <param name="VerificationUriComplete">The same with the code in it, for a QR code.</param>
public sealed record DeviceCode(Uri VerificationUri, string UserCode, Uri? VerificationUriComplete);

/// <summary>
/// Access tokens for a device without a keyboard (RFC 8628): asks for a code, waits until its owner allowed it, and refreshes from then on, a minute before a token expires.
/// Safe from any thread. Pass <see cref="GetAsync"/> to a <see cref="TrainingHubClient"/>.
/// </summary>
/// <param name="server">The server's address.</param>
/// <param name="show">Told each time that the owner has to allow the device.</param>
/// <param name="refreshToken">What was last given to <paramref name="store"/>; null asks the owner.</param>
/// <param name="store">
/// Given each new refresh token, which replaces the one before; keep it where it outlives a restart: it is a secret. Its access token is handed out when this has returned. A device that dies
/// in between comes back with the old one, which the server takes once more for 30 s; later it counts as stolen, and the owner is asked again.
/// </param>
/// <param name="name">What the owner is to know the device by when they allow it, and in the list from which they revoke it; cut after 64 characters.</param>
public sealed class DeviceTokenSource(
    Uri server, Action<DeviceCode> show, string? refreshToken = null, TimeProvider? time = null, Func<string, ValueTask>? store = null, string? name = null) : IDisposable
{
    private const string ClientId = "traininghub-device";
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SlowDownBy = TimeSpan.FromSeconds(5);

    // Within the 30 s in which a refresh token whose answer was lost is taken again.
    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8)];

    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private string? _accessToken;
    private DateTimeOffset _expires;
    private string? _stored = refreshToken;

    public Uri Server => server;

    /// <summary>Keeps the device allowed across restarts. A secret, good for one use.</summary>
    public string? RefreshToken { get; private set; } = refreshToken;

    /// <summary>A token that is good for a minute at least, or for what is left of it where the server cannot be reached; waits for the owner where none was given yet.</summary>
    /// <returns>Null where the owner denied, or let the code expire.</returns>
    /// <exception cref="HttpRequestException">The server could not be reached, several times in 12 s.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_accessToken is null || _expires - _time.GetUtcNow() < RenewBefore)
            {
                await RenewAsync(cancellationToken);
            }

            if (store is not null && RefreshToken is { } token && token != _stored)
            {
                await store(token);
                _stored = token;
            }

            return _accessToken;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            _accessToken = await RefreshAsync(cancellationToken) ?? await AskOwnerAsync(cancellationToken);
        }
        catch (HttpRequestException) when (_accessToken is not null && _expires > _time.GetUtcNow())
        {
            // It serves for a while; the next call tries again.
        }
    }

    private async Task<string?> RefreshAsync(CancellationToken cancellationToken)
    {
        if (RefreshToken is not { } token)
        {
            return null;
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return Keep(await TokenAsync(cancellationToken, ("grant_type", "refresh_token"), ("refresh_token", token)));
            }
            catch (HttpRequestException) when (attempt < RetryAfter.Length)
            {
                await Task.Delay(RetryAfter[attempt], _time, cancellationToken);
            }
        }
    }

    private async Task<string?> AskOwnerAsync(CancellationToken cancellationToken)
    {
        (string, string)[] asked = [("scope", "training offline_access"), .. name is { Length: > 0 } given ? new[] { ("device_name", given) } : []];
        using var response = await PostAsync("/connect/device", cancellationToken, asked);
        response.EnsureSuccessStatusCode();
        var code = (await response.Content.ReadFromJsonAsync<CodeAnswer>(cancellationToken))!;
        show(new DeviceCode(code.VerificationUri, code.UserCode, code.VerificationUriComplete));
        var interval = TimeSpan.FromSeconds(code.Interval);
        while (true)
        {
            await Task.Delay(interval, _time, cancellationToken);
            var answer = await TokenAsync(cancellationToken, ("grant_type", DeviceGrant), ("device_code", code.DeviceCode));
            switch (answer.Error)
            {
                case "authorization_pending":
                    break;
                case "slow_down":
                    interval += SlowDownBy;
                    break;
                default:
                    return Keep(answer);
            }
        }
    }

    private string? Keep(TokenAnswer answer)
    {
        RefreshToken = answer.RefreshToken;
        _expires = _time.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn);
        return answer.AccessToken;
    }

    private async Task<TokenAnswer> TokenAsync(CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        using var response = await PostAsync("/connect/token", cancellationToken, fields);
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.BadRequest)
        {
            // Not the token server's own no, which is a 400 with its reason: busy, starting, or something in between that answers for it.
            response.EnsureSuccessStatusCode();
        }

        return (await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken))!;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("client_id", ClientId), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        try
        {
            return await _http.PostAsync(new Uri(path, UriKind.Relative), form, cancellationToken);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("The server did not answer in time.", timeout);
        }
    }

    private sealed record CodeAnswer(
        [property: JsonPropertyName("device_code")] string DeviceCode,
        [property: JsonPropertyName("user_code")] string UserCode,
        [property: JsonPropertyName("verification_uri")] Uri VerificationUri,
        [property: JsonPropertyName("verification_uri_complete")] Uri? VerificationUriComplete,
        [property: JsonPropertyName("interval")] double Interval = 5);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("refresh_token")] string? RefreshToken,
        [property: JsonPropertyName("expires_in")] double ExpiresIn,
        [property: JsonPropertyName("error")] string? Error);
}
