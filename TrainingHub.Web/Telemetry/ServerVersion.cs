using System.Reflection;

namespace TrainingHub.Web.Telemetry;

/// <summary>Which TrainingHub runs here.</summary>
public static class ServerVersion
{
    private const int CommitLength = 9;

    /// <summary>As released: <c>0.1.0</c>.</summary>
    public static string Number { get; } = Informational.Split('+')[0];

    /// <summary>With the beginning of the commit that it was built from, where the build knew it: <c>0.1.0 (1a2b3c4d5)</c>.</summary>
    public static string Full { get; } = Informational.Split('+') is [var number, { Length: >= CommitLength } commit] ? $"{number} ({commit[..CommitLength]})" : Number;

    private static string Informational => typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
