using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.IdentityModel.Tokens;

namespace TrainingHub.Tests.Web.Tokens;

/// <summary>What a client author would write against <c>/connect</c>: plain forms and JSON.</summary>
internal static class OAuthClient
{
    public static async Task<JsonElement> PostAsync(HttpClient client, string path, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static string Text(this JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) ? value.ToString() : $"(no {property} in {json})";

    /// <summary>Asks for a code as a browser that is signed in would, and returns what the redirect to the app carries.</summary>
    public static async Task<(Uri? Redirect, string Verifier)> AuthorizeAsync(HttpClient browser, string redirectUri, string extra = "")
    {
        var verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        using var response = await browser.GetAsync(new Uri(
            $"connect/authorize?client_id=traininghub-app&response_type=code&scope=training%20offline_access&state=xyz"
            + $"&redirect_uri={Uri.EscapeDataString(redirectUri)}&code_challenge={challenge}&code_challenge_method=S256{extra}",
            UriKind.Relative));
        return (response.Headers.Location, verifier);
    }

    public static string? Query(Uri uri, string name) => HttpUtility.ParseQueryString(uri.Query)[name];

    public static Task<JsonElement> RedeemAsync(HttpClient client, string code, string verifier, string redirectUri) => PostAsync(
        client,
        "connect/token",
        ("grant_type", "authorization_code"),
        ("client_id", "traininghub-app"),
        ("code", code),
        ("code_verifier", verifier),
        ("redirect_uri", redirectUri));

    public static Task<JsonElement> RefreshAsync(HttpClient client, string clientId, string refreshToken) => PostAsync(
        client,
        "connect/token",
        ("grant_type", "refresh_token"),
        ("client_id", clientId),
        ("refresh_token", refreshToken));

    /// <summary>What a device without a keyboard asks first.</summary>
    public static Task<JsonElement> AskForDeviceAsync(HttpClient device) =>
        PostAsync(device, "connect/device", ("client_id", "traininghub-device"), ("scope", "training offline_access"));

    /// <summary>The same of one that says what it is called.</summary>
    public static Task<JsonElement> AskForDeviceAsync(HttpClient device, string name) =>
        PostAsync(device, "connect/device", ("client_id", "traininghub-device"), ("scope", "training offline_access"), ("device_name", name));

    public static Task<JsonElement> PollAsync(HttpClient device, JsonElement asked) => PostAsync(
        device,
        "connect/token",
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", "traininghub-device"),
        ("device_code", asked.Text("device_code")));

    /// <summary>Path of the page on which a person allows or denies the device.</summary>
    public static string VerifyPage(JsonElement asked) => new Uri(asked.Text("verification_uri_complete")).PathAndQuery;
}
