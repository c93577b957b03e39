using System.Security.Cryptography;

namespace TrainingHub.Core;

/// <summary>Makes the ids of users, sessions, workouts and teams.</summary>
public static class Ids
{
    /// <summary>Characters in an id that we make.</summary>
    public const int Length = 12;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A new id: 12 characters out of A-Z, a-z and 0-9 (71 bits) of a cryptographic random.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a text has the form of an id that we make: then it tells nothing of anybody, and may stand in a log.</summary>
    public static bool IsLikeOurs(string text) => text.Length == Length && text.All(char.IsAsciiLetterOrDigit);
}
