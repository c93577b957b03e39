using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web;

/// <summary>Tokens that must open nothing.</summary>
internal static class ForgedTokens
{
    /// <summary>The token of a user with other claims, signed by the server's own key as if the server had made it.</summary>
    public static async Task<string> SignedByUsAsync(WebApp app, User user, Action<JsonObject> change)
    {
        var genuine = new JsonWebToken(await app.TokenForAsync(user));
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(genuine.EncodedPayload))!.AsObject();
        change(payload);
        var input = $"{genuine.EncodedHeader}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        var key = (RsaSecurityKey)app.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0].Key;
        return $"{input}.{Base64UrlEncoder.Encode(key.Rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The same token, which says that it needs no signature.</summary>
    public static string WithoutAlgorithm(string token)
        => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{new JsonWebToken(token).EncodedPayload}.";

    /// <summary>The same token and signature, with another name for its subject.</summary>
    public static string Changed(string token)
    {
        var genuine = new JsonWebToken(token);
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(genuine.EncodedPayload))!.AsObject();
        payload["name"] = "Somebody else";
        return $"{genuine.EncodedHeader}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{genuine.EncodedSignature}";
    }

    /// <summary>The genuine token of a user in all but its signature, which is by another key.</summary>
    public static async Task<string> SignedWithAnotherKeyAsync(WebApp app, User user)
    {
        var genuine = new JsonWebToken(await app.TokenForAsync(user));
        using var rsa = RSA.Create(2048);
        var input = $"{genuine.EncodedHeader}.{genuine.EncodedPayload}";
        return $"{input}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
