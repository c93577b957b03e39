#!/usr/bin/env dotnet
#:project ../../TrainingHub.Client/TrainingHub.Client.csproj
#:property PublishAot=false

// A wearable in fifty lines: dotnet run docs/examples/wearable.cs -- http://localhost:5080 SESSION [SECONDS]
// Its owner allows it once with the code that it shows; then it sends a heart rate each second, and loses none.
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using TrainingHub.Client;

var (server, sessionId) = (new Uri(args[0]), args[1]);
var seconds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : int.MaxValue;
var time = TimeProvider.System;

// A real device keeps the refresh token where it outlives a restart (`refreshToken`, `store`), and asks its owner once.
using var tokens = new DeviceTokenSource(server, Show, name: "Fifty lines of C#");
if (await tokens.GetAsync() is not { } token)
{
    Console.Error.WriteLine("The owner said no, or let the code expire.");
    return 1;
}

await using var client = new TrainingHubClient(server, tokens.GetAsync);
await client.ConnectAsync();
var joined = await client.JoinAsync(sessionId, JoinRole.Player);
if (!joined.Ok)
{
    Console.Error.WriteLine($"{joined.Error?.Code}: {joined.Error?.Message}");
    return 1;
}

// With `File` in its options, what waits outlives a restart of the device too.
await using var buffer = new MetricsBuffer(client, sessionId, PlayerOf(token));
for (var second = 0; second < seconds; second++)
{
    buffer.Add(new Sample { DeviceId = "fifty-lines", HeartRate = 120 + (20 * Math.Sin(second / 30.0)) });
    await Task.Delay(TimeSpan.FromSeconds(1), time);
}

await buffer.FlushAsync();
Console.WriteLine($"All {seconds} samples have arrived.");
return 0;

static void Show(DeviceCode code) => Console.WriteLine($"Open {code.VerificationUri} and enter {code.UserCode}");

// The player is who allowed the device: the token's subject.
static string PlayerOf(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement.GetProperty("sub").GetString()!;
