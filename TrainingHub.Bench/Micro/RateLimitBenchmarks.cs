using BenchmarkDotNet.Attributes;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Micro;

/// <summary>The allowance of one player.</summary>
[MemoryDiagnoser]
public class RateLimitBenchmarks
{
    private static readonly Allowance Allowance = SessionLimits.Default.Metrics;

    private readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(56);
    private TokenBucket _bucket;
    private SessionState _spent = null!; // by Prepare
    private (SessionCommand.ReportMetrics Command, Asked Asked) _refused;

    [GlobalSetup]
    public void Prepare()
    {
        _bucket = default(TokenBucket).Take(Allowance, _now).Take(Allowance, _now);
        var session = new SampledSession();
        _refused = session.Next();
        _spent = session.State;
        for (var i = 0; i < Allowance.Burst; i++)
        {
            // Each with a timestamp of its own: what came twice is taken without a word.
            var again = _refused.Command with { Timestamp = _refused.Command.Timestamp!.Value.AddMilliseconds(i + 1) };
            _spent = Session.Fold(_spent, Session.Decide(_spent, again, _refused.Asked).Events);
        }

        if (RefuseSample() != RefusalCode.RateLimited)
        {
            throw new InvalidOperationException("The sample was taken.");
        }
    }

    [Benchmark]
    public TimeSpan AskBucket() => _bucket.Wait(Allowance, _now);

    [Benchmark]
    public TokenBucket TakeFromBucket() => _bucket.Take(Allowance, _now);

    [Benchmark]
    public RefusalCode? RefuseSample() => Session.Decide(_spent, _refused.Command, _refused.Asked).Refusal?.Code;
}
