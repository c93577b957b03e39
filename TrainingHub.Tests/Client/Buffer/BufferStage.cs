using System.Text.Json;
using TrainingHub.Client;

namespace TrainingHub.Tests.Client.Buffer;

/// <summary>A device with a buffer before a scripted server, and what the server was sent.</summary>
internal sealed class BufferStage : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly StandingClock Clock = new();

    private BufferStage(ScriptedServer server)
    {
        Server = server;
        Client = new TrainingHubClient(server.Address, EventOrderTests.NoToken, options: new TrainingHubClientOptions { Time = Clock });
    }

    public ScriptedServer Server { get; }

    public TrainingHubClient Client { get; }

    public List<(Sample Sample, string Reason)> Rejected { get; } = [];

    public static async Task<BufferStage> StartAsync() => new(await ScriptedServer.StartAsync());

    public async Task JoinAsync()
    {
        await Client.ConnectAsync();
        Assert.True((await Client.JoinAsync("s1", JoinRole.Player)).Ok);
    }

    public MetricsBuffer Buffer(string? file = null, int capacity = 1000, Action<BufferStatus>? onChange = null, TimeSpan? livePeriod = null) => new(Client, "s1", "p1", new MetricsBufferOptions
    {
        File = file,
        Capacity = capacity,
        LivePeriod = livePeriod ?? TimeSpan.FromMilliseconds(1),
        BackfillPeriod = TimeSpan.FromMilliseconds(1),
        OnChange = onChange,
        OnRejected = (sample, reason) => Rejected.Add((sample, reason)),
    });

    /// <summary>A sample with a number in it.</summary>
    public static Sample Numbered(int number, TimeSpan age = default) => new() { DeviceId = "belt", Timestamp = Clock.GetUtcNow() - age + TimeSpan.FromMilliseconds(number), Distance = number };

    /// <summary>The numbers of all samples that came, live or by backfill, in that order within each.</summary>
    public (List<int> Live, List<int> Backfilled) Came()
        => ([.. Server.Samples.Select(NumberOf)], [.. Server.Backfills.SelectMany(call => call.GetProperty("samples").EnumerateArray()).Select(NumberOf)]);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Timers run, the date stands: no sample grows too old to be sent live while a test waits for a processor.</summary>
    private sealed class StandingClock : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private static int NumberOf(JsonElement sample) => sample.GetProperty("distance").GetInt32();
}
