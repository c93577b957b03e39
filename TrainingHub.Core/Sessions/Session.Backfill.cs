using System.Collections.Immutable;
using TrainingHub.Core.Metrics;

namespace TrainingHub.Core.Sessions;

public static partial class Session
{
    private static Decision DecideBackfill(SessionState state, SessionCommand.Backfill backfill, Asked asked)
    {
        if (state.EndTime + SessionLimits.BackfillAfterEnd < asked.Now)
        {
            return Refusal.Conflict($"The session is {Lower(state.Status)} for more than {SessionLimits.BackfillAfterEnd.TotalHours} hours; late samples are taken until then.");
        }

        var player = state.Players[backfill.PlayerId];
        var stored = ImmutableArray.CreateBuilder<LateSample>();
        var rejected = ImmutableArray.CreateBuilder<RejectedSample>();
        var inThisCall = new HashSet<(string? DeviceId, DateTimeOffset Timestamp)>();
        var duplicates = 0;
        for (var index = 0; index < backfill.Samples.Length; index++)
        {
            var sample = backfill.Samples[index];
            if (CommandRules.Fault(player, sample, asked) is { } fault)
            {
                rejected.Add(new RejectedSample(index, fault));
            }
            else if (player.Stored.Holds(sample.DeviceId, sample.Timestamp!.Value) || !inThisCall.Add((sample.DeviceId, sample.Timestamp.Value)))
            {
                duplicates++;
            }
            else
            {
                stored.Add(new LateSample(sample.DeviceId, sample.Timestamp.Value, MetricRules.Complete(sample.Values)));
            }
        }

        ImmutableArray<SessionEvent> events = stored.Count == 0 ? [] : [new SessionEvent.MetricsBackfilled(backfill.PlayerId, asked.ClockOffset, stored.ToImmutable()) { At = asked.Now }];
        return new Decision(events, Backfill: new BackfillOutcome(stored.Count, duplicates, rejected.ToImmutable()));
    }
}
