using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Tokens;

/// <summary>The keys of the token server, made at the first start and kept with the data.</summary>
public sealed class SigningKeys(DataDirectory directory)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Signs access tokens (RS256).</summary>
    public SecurityKey Signing()
    {
        var pem = ReadOrMake("token-signing.pem", () =>
        {
            using var fresh = RSA.Create(2048);
            return fresh.ExportRSAPrivateKeyPem();
        });
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new RsaSecurityKey(rsa)
        {
            KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16],
        };
    }

    /// <summary>Encrypts what only this server reads: codes and refresh tokens.</summary>
    public SecurityKey Encryption() =>
        new SymmetricSecurityKey(Convert.FromHexString(ReadOrMake(
            "token-encryption.key",
            () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))));

    private string ReadOrMake(string name, Func<string> make)
    {
        var path = Path.Combine(directory.Keys, name);
        try
        {
            if (!File.Exists(path))
            {
                // Written aside and moved, so that a crash leaves a whole key or none.
                var fresh = path + ".new";
                File.WriteAllText(fresh, make());
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(fresh, OwnerOnly);
                }

                File.Move(fresh, path);
            }

            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The key '{path}' cannot be read or made: {error.Message}", error);
        }
    }
}
