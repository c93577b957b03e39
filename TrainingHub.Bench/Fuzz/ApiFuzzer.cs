using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace TrainingHub.Bench.Fuzz;

/// <summary>Sends spoilt requests to the API, and to the places where programs ask for tokens; some are not even HTTP.</summary>
internal sealed class ApiFuzzer(FuzzTargets targets, Spoiler spoiler, FuzzTally tally)
{
    private static readonly string[] _verbs = ["start", "pause", "resume", "end", "force-end", "events", "kick", "dance", ""];
    private static readonly string[] _types = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-99"];

    /// <summary>Answers the requests that were answered 5xx.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(int messages, CancellationToken cancellationToken)
    {
        List<string> faults = [];
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = targets.Server, Timeout = TimeSpan.FromSeconds(30) };
        for (; messages > 0; messages--)
        {
            if (spoiler.OneIn(5))
            {
                await NoiseAsync(cancellationToken);
                tally.Add(1, 0);
                continue;
            }

            using var request = Request();
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode >= 500)
                {
                    faults.Add($"{request.Method} {request.RequestUri} was answered {(int)response.StatusCode}");
                }

                tally.Add(1, response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created ? 1 : 0);
            }
            catch (HttpRequestException)
            {
                tally.Add(1, 0);
                tally.CountEnd();
            }
        }

        return faults;
    }

    private HttpRequestMessage Request()
    {
        var ours = spoiler.OneIn(2);
        var session = spoiler.OneIn(3) ? spoiler.Segment() : ours ? targets.OwnSession : targets.OtherSession;
        var path = spoiler.Next(8) switch
        {
            0 => $"/api/v1/sessions?status={spoiler.Segment()}&from={spoiler.Segment()}&after={spoiler.Segment()}",
            1 => "/api/v1/sessions",
            2 => $"/api/v1/sessions/{session}/players/{(spoiler.OneIn(2) ? spoiler.Segment() : targets.OtherPlayer)}/{spoiler.Pick(["kick", "readmit"])}",
            3 => spoiler.Pick(["/connect/token", "/connect/device", "/connect/revoke"]),
            4 => $"/api/v1/sessions/{session}/events?afterSeq={spoiler.Segment()}",
            _ => $"/api/v1/sessions/{session}/{spoiler.Pick(_verbs)}",
        };
        var request = new HttpRequestMessage(spoiler.Pick([HttpMethod.Post, HttpMethod.Post, HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch]), new Uri(path, UriKind.Relative));
        if (!spoiler.OneIn(10))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", spoiler.OneIn(10) ? Convert.ToBase64String(spoiler.Noise(40)) : ours ? targets.Trainer : targets.Player);
        }

        if (request.Method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(Body());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", spoiler.Pick(_types));
        }

        return request;
    }

    private byte[] Body()
    {
        var body = spoiler.Spoil(new JsonObject { ["workoutId"] = "example-threshold", ["playerIds"] = new JsonArray(targets.PlayerId), ["observerIds"] = new JsonArray(), ["scheduledAt"] = "2026-01-31T10:00:00.000Z", ["reason"] = "late" });
        var bytes = Encoding.UTF8.GetBytes(spoiler.OneIn(4)
            ? $"grant_type=refresh_token&client_id=traininghub-device&refresh_token={spoiler.Segment()}"
            : body?.ToJsonString(new System.Text.Json.JsonSerializerOptions { MaxDepth = 200 }) ?? "null");
        return spoiler.OneIn(3) && bytes.Length > 0 ? spoiler.Spoil(bytes) : bytes;
    }

    // What is no request at all, or one that stops in its middle.
    private async Task NoiseAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new DnsEndPoint(targets.Server.Host, targets.Server.Port), cancellationToken);
        var sound = Encoding.ASCII.GetBytes($"POST /api/v1/sessions HTTP/1.1\r\nHost: {targets.Server.Authority}\r\nContent-Length: 20\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{{\"a\":1}}\r\n0\r\n\r\n");
        try
        {
            await socket.SendAsync(spoiler.OneIn(3) ? spoiler.Noise(1 + spoiler.Next(400)) : spoiler.Spoil(sound), cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[1024];
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            soon.CancelAfter(TimeSpan.FromMilliseconds(200));
            while (await socket.ReceiveAsync(buffer, soon.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Cut off, as it should be.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It waits for the rest, as it may.
        }
    }
}
