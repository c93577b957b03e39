using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>What an authenticator app shows: RFC 6238 with SHA-1, 30 s and six digits.</summary>
internal static class Totp
{
    /// <param name="key">Base32, as the account page shows it, without spaces. Identity reads the wall clock for it.</param>
    public static string Of(string key)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        var bits = string.Concat(key.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2)).ToArray();
#pragma warning disable CA5350 // The algorithm is the standard's, not ours to choose.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
