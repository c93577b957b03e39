using TrainingHub.Client;

namespace TrainingHub.Bench.Load;

/// <summary>A player who sends one sample after another, each with another power, and knows when.</summary>
/// <param name="index">Among all players; says with which power it begins.</param>
internal sealed class LoadPlayer(LoadTally tally, HubWire wire, string sessionId, string playerId, string token, int index) : LoadMember(tally, wire, sessionId, token)
{
    private const int Remembered = 32; // samples: more than a minute

    private readonly Sending[] _sent = new Sending[Remembered];
    private readonly MetricsCall _call = wire.Metrics(sessionId, playerId);
    private int _power = 1 + (index * 7 % 50);
    private int _asked, _answered;

    public string PlayerId { get; } = playerId;

    /// <summary>Samples that wait for their answer.</summary>
    public int Unanswered => Volatile.Read(ref _asked) - Volatile.Read(ref _answered);

    /// <summary>Sends the next sample. Only one thread may.</summary>
    public void SendNext(int heartRateBpm, TimeProvider time)
    {
        _power = (_power % LoadSample.Powers) + 1;
        ref var sending = ref _sent[_power % Remembered];
        Volatile.Write(ref sending.Power, 0);
        Volatile.Write(ref sending.At, time.GetTimestamp());
        Volatile.Write(ref sending.Power, _power);
        if (Socket.Send(_call, new LoadSample(_power, heartRateBpm), time.GetUtcNow()))
        {
            Interlocked.Increment(ref _asked);
            Tally.Sent();
        }
    }

    /// <summary>How long ago the sample with this power was sent; null where that is forgotten.</summary>
    public TimeSpan? Since(int powerWatts)
    {
        ref var sending = ref _sent[powerWatts % Remembered];
        var at = Volatile.Read(ref sending.At);
        return Volatile.Read(ref sending.Power) == powerWatts ? TimeProvider.System.GetElapsedTime(at) : null;
    }

    public override void Heard(HubMessageType type)
    {
        if (type == HubMessageType.Invocation)
        {
            Tally.ToldPlayer();
        }
    }

    protected override Task TakePartAsync(CancellationToken cancellationToken)
        => CallAsync(HubMethods.Join, new Dictionary<string, string> { ["sessionId"] = SessionId, ["role"] = "player", ["playerId"] = PlayerId }, cancellationToken);

    protected override void AnsweredSample(int powerWatts, string? refusal)
    {
        Interlocked.Increment(ref _answered);
        Tally.Answered(Since(powerWatts), refusal);
    }

    private struct Sending
    {
        public int Power;
        public long At;
    }
}
