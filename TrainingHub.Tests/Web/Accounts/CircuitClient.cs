using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>A page's circuit as a program holds one that does as it likes: it takes what the server renders, and obeys nothing that it is told to do.</summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly Channel<string> _batches = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CircuitClient(Uri server, string cookie)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server, "_blazor"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Headers["Cookie"] = cookie;
        });
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        _connection = builder.Build();
        _connection.On<int, byte[]>("JS.RenderBatch", async (id, batch) =>
        {
            _batches.Writer.TryWrite(Encoding.UTF8.GetString(batch));
            await _connection.SendAsync("OnRenderCompleted", (long)id, null);
        });
        _connection.Closed += _ =>
        {
            _closed.TrySetResult();
            _batches.Writer.TryComplete();
            return Task.CompletedTask;
        };
    }

    /// <summary>What a browser shows to come back to its circuit.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Completes when the server has cut the connection.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Opens the page's circuit with all that is interactive on it.</summary>
    public static async Task<CircuitClient> OpenAsync(WebApp app, string cookie, string path)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        var html = await browser.GetStringAsync(new Uri(path, UriKind.Relative));
        var components = Marker().Matches(html).Select(found => found.Groups[1].Value).Where(marker => marker.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(components);
        var client = await ConnectAsync(app, cookie);
        client.Secret = await client._connection.InvokeAsync<string>("StartCircuit", app.Address.ToString(), new Uri(app.Address, path).ToString(), "[]", "");
        var operations = components.Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker}}}""");
        await client._connection.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", State().Match(html).Groups[1].Value);
        return client;
    }

    /// <summary>The connection alone.</summary>
    public static async Task<CircuitClient> ConnectAsync(WebApp app, string cookie)
    {
        var client = new CircuitClient(app.Address, cookie);
        await client._connection.StartAsync();
        return client;
    }

    /// <summary>Asks for a circuit that was started before.</summary>
    public Task<bool> ComeBackAsync(string secret) => _connection.InvokeAsync<bool>("ConnectCircuit", secret);

    /// <summary>Waits until the page shows this text.</summary>
    public async Task SeeAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await _batches.Reader.ReadAsync(patience.Token)).Contains(text, StringComparison.Ordinal))
        {
        }
    }

    /// <summary>What was rendered since, and not looked at.</summary>
    public IReadOnlyList<string> TakeAll()
    {
        List<string> all = [];
        while (_batches.Reader.TryRead(out var batch))
        {
            all.Add(batch);
        }

        return all;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    // The circuits' protocol is MessagePack under another name.
    private sealed class BlazorPack : IHubProtocol
    {
        private readonly MessagePackHubProtocol _pack = new();

        public string Name => "blazorpack";

        public int Version => 1;

        public TransferFormat TransferFormat => _pack.TransferFormat;

        public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _pack.GetMessageBytes(message);

        public bool IsVersionSupported(int version) => version == 1;

        public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
            => _pack.TryParseMessage(ref input, binder, out message);

        public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _pack.WriteMessage(message, output);
    }
}
