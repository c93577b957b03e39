using System.Runtime.CompilerServices;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client.Buffer;

public sealed class DeviceExampleTests
{
    [Fact]
    public async Task The_example_for_device_makers_compiles()
    {
        var source = (await File.ReadAllTextAsync(Here())).Split("// The example begins.")[^1].Split("// The example ends.")[0];
        var page = (await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/client.md"))).Split("```csharp")[1].Split("```")[0];

        Assert.Equal(Lines(source), Lines(page));
    }

    // Compiled, and not run: it is the page's text.
    internal static async Task ExampleAsync(Uri server, string sessionId, string playerId, string folder, IAsyncEnumerable<double> belt)
    {
        // The example begins.
        var secret = Path.Combine(folder, "refresh-token");
        using var tokens = new DeviceTokenSource(
            server,
            code => Console.WriteLine($"Open {code.VerificationUri} and enter {code.UserCode}"),
            File.Exists(secret) ? await File.ReadAllTextAsync(secret) : null,
            store: async token =>
            {
                await File.WriteAllTextAsync(secret + ".new", token);
                File.Move(secret + ".new", secret, overwrite: true);
            });
        await using var client = new TrainingHubClient(server, tokens.GetAsync);
        await using var buffer = new MetricsBuffer(client, sessionId, playerId, new MetricsBufferOptions { File = Path.Combine(folder, "samples.jsonl") });
        await client.ConnectAsync();
        await client.JoinAsync(sessionId, JoinRole.Player);
        await foreach (var heartRate in belt)
        {
            buffer.Add(new Sample { DeviceId = "belt", HeartRate = heartRate });
        }

        await buffer.FlushAsync();
        // The example ends.
    }

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static string Here([CallerFilePath] string path = "") => path;
}
