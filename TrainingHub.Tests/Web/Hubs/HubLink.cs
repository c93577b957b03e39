using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace TrainingHub.Tests.Web.Hubs;

public enum Encoding { Json, MessagePack }

/// <summary>One connection to the public hub by Microsoft's own client, in either encoding; arguments, answers and events as JSON whatever the encoding.</summary>
public sealed class HubLink : IAsyncDisposable
{
    public static readonly string[] EventNames =
    [
        "training:session:start", "training:session:pause", "training:session:resume", "training:session:end", "training:session:force:end", "training:session:snapshot",
        "training:player:join", "training:player:leave", "training:player:kick", "training:player:metrics",
        "training:player:exercise:progress", "training:player:interval:progress", "training:player:status",
        "training:player:hand", "training:player:effort", "training:message", "training:message:acknowledged",
        "training:session:reschedule", "training:session:admission", "training:player:added", "training:player:moved", "training:player:answer",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<HubEvent> _events = Channel.CreateUnbounded<HubEvent>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Encoding _encoding;

    private HubLink(Uri address, string? token, Encoding encoding)
    {
        _encoding = encoding;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, "/training"), options => options.AccessTokenProvider = () => Task.FromResult(token));
        Connection = (encoding == Encoding.MessagePack ? builder.AddMessagePackProtocol() : builder).Build();
        Connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
        foreach (var name in EventNames)
        {
            Connection.On<object>(name, payload => _events.Writer.TryWrite(new HubEvent(name, WireForms.ToJson(payload))));
        }
    }

    public HubConnection Connection { get; }

    /// <summary>Completes when the server has closed the connection; fails after a while.</summary>
    public Task Closed => _closed.Task.WaitAsync(Patience);

    public static async Task<HubLink> ConnectAsync(Uri address, string? token, Encoding encoding = Encoding.Json)
    {
        var link = new HubLink(address, token, encoding);
        try
        {
            await link.Connection.StartAsync();
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <param name="argument">Anything that can be written as JSON.</param>
    public async Task<JsonElement> CallAsync(string method, object? argument)
        => WireForms.ToJson(await Connection.InvokeAsync<object>(method, WireForms.ToArgument(argument, _encoding)).WaitAsync(Patience));

    /// <summary>Calls, and answers <c>ok</c> or the refusal's code.</summary>
    public async Task<string> AskAsync(string method, object? argument) => Verdict(await CallAsync(method, argument));

    /// <summary>Calls, and fails unless it is accepted.</summary>
    public async Task<JsonElement> MustAsync(string method, object? argument)
    {
        var ack = await CallAsync(method, argument);
        Assert.True(ack.GetProperty("ok").GetBoolean(), $"{method} was refused: {ack}");
        return ack;
    }

    public Task<JsonElement> JoinAsync(string sessionId, string role) => MustAsync("training:session:join", new { sessionId, role });

    /// <summary>The next event, whatever it is.</summary>
    public async Task<HubEvent> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _events.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The next event, which must be this one.</summary>
    public async Task<JsonElement> NextAsync(string name)
    {
        var next = await NextAsync();
        Assert.Equal(name, next.Name);
        return next.Payload;
    }

    /// <summary>The names of the events up to and with this one.</summary>
    public async Task<List<HubEvent>> UntilAsync(string name)
    {
        var events = new List<HubEvent>();
        do
        {
            events.Add(await NextAsync());
        }
        while (events[^1].Name != name);
        return events;
    }

    public static string Verdict(JsonElement ack) => ack.GetProperty("ok").GetBoolean() ? "ok" : ack.GetProperty("error").GetProperty("code").GetString()!;

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}

public sealed record HubEvent(string Name, JsonElement Payload);
