using System.Collections.Concurrent;

namespace TrainingHub.Web.Wire;

/// <summary>Enumerations on the wire: their names in lower case.</summary>
public static class WireWords
{
    public static string Of<T>(T value) where T : struct, Enum => Words<T>.Known.GetOrAdd(value, static value => value.ToString().ToLowerInvariant());

    private static class Words<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = new();
    }
}
