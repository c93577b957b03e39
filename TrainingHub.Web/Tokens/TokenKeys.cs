using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrainingHub.Web.Data;

namespace TrainingHub.Web.Tokens;

/// <summary>
/// The keys of the token server, kept with the data. Each is used for <see cref="Used"/>; the next is made, and published, <see cref="Published"/> before it takes over,
/// and the old ones still open what was made with them until that has expired.
/// </summary>
public sealed class TokenKeys(DataDirectory directory, TimeProvider time)
{
    public static readonly TimeSpan Used = TimeSpan.FromDays(90), Published = TimeSpan.FromDays(1);

    // A refresh token that was made in the last moment of a key lives so long, and a day more for clocks.
    private static readonly TimeSpan _keptAfter = TokensSlice.RefreshTokenLifetime + TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly KeyFiles _signing = new(directory.Keys, "token-signing", ".pem", KeyFiles.Signing);
    private readonly KeyFiles _encryption = new(directory.Keys, "token-encryption", ".key", KeyFiles.Encryption);
    private ImmutableArray<RsaSecurityKey> _signingKeys = [];
    private ImmutableArray<SymmetricSecurityKey> _encryptionKeys = [];

    /// <summary>Sign tokens (RS256): the one of now first, then those that only open.</summary>
    /// <exception cref="StartupRefusedException">A key cannot be read or made.</exception>
    public ImmutableArray<RsaSecurityKey> Signing => Current(() => _signingKeys);

    /// <summary>Encrypt what only this server reads, codes and refresh tokens: the one of now first.</summary>
    /// <exception cref="StartupRefusedException">A key cannot be read or made.</exception>
    public ImmutableArray<SymmetricSecurityKey> Encryption => Current(() => _encryptionKeys);

    /// <summary>Makes the keys that are due, and removes those of no more use.</summary>
    /// <returns>Whether others are to be used now than before.</returns>
    public bool Turn()
    {
        lock (_gate)
        {
            try
            {
                var (signing, encryption) = (Due(_signing).Select(ReadSigning).ToImmutableArray(), Due(_encryption).Select(ReadEncryption).ToImmutableArray());
                var changed = !signing.Select(key => key.KeyId).SequenceEqual(_signingKeys.Select(key => key.KeyId))
                    || !encryption.Select(key => key.KeyId).SequenceEqual(_encryptionKeys.Select(key => key.KeyId));
                (_signingKeys, _encryptionKeys) = (signing, encryption);
                return changed;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StartupRefusedException($"The tokens' keys in '{directory.Keys}' cannot be read or made: {error.Message}", error);
            }
        }
    }

    private T Current<T>(Func<T> keys)
    {
        lock (_gate)
        {
            if (_signingKeys.IsEmpty)
            {
                Turn();
            }

            return keys();
        }
    }

    /// <summary>What there is after what is due was done: the one of now first.</summary>
    private IEnumerable<KeyFile> Due(KeyFiles files)
    {
        var now = time.GetUtcNow();
        var keys = files.List();
        if (keys is [])
        {
            files.Make(now);
        }
        else if (keys[^1].From + Used - Published <= now)
        {
            var due = keys[^1].From + Used;
            files.Make(due > now + Published ? due : now + Published);
        }

        keys = files.List();
        for (var i = 0; i < keys.Count - 1; i++)
        {
            if (keys[i + 1].From + _keptAfter < now)
            {
                File.Delete(keys[i].Path);
            }
        }

        keys = files.List();
        var current = keys.LastOrDefault(key => key.From <= now) ?? keys[0];
        return keys.Where(key => key != current).OrderByDescending(key => key.From).Prepend(current);
    }

    private static RsaSecurityKey ReadSigning(KeyFile file)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file.Path));
        return new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16] };
    }

    private static SymmetricSecurityKey ReadEncryption(KeyFile file)
    {
        var key = Convert.FromHexString(File.ReadAllText(file.Path));
        return new SymmetricSecurityKey(key) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(key))[..16] };
    }
}
