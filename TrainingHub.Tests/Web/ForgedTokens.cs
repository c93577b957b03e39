using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web;

/// <summary>Tokens that must open nothing.</summary>
internal static class ForgedTokens
{
    /// <summary>The genuine token of a user in all but its signature, which is by another key.</summary>
    public static async Task<string> SignedWithAnotherKeyAsync(WebApp app, User user)
    {
        var genuine = new JsonWebToken(await app.TokenForAsync(user));
        using var rsa = RSA.Create(2048);
        var input = $"{genuine.EncodedHeader}.{genuine.EncodedPayload}";
        return $"{input}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
