using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Faults;

/// <summary>Whether a watcher heard all that concerns it, and nothing else.</summary>
internal static class Hearing
{
    /// <summary>Between two snapshots everything but metrics is told one by one; metrics carry the sequence number of a sample.</summary>
    public static IEnumerable<string> Faults(Watcher watcher, IReadOnlyList<Told> told, IReadOnlyList<SessionEvent> journal)
    {
        var position = 0L;
        foreach (var next in told)
        {
            if (next.Seq > journal.Count)
            {
                yield return $"{watcher.Name} was told {next.Seq}, and the journal ends at {journal.Count}.";
                yield break;
            }

            if (!next.IsSnapshot)
            {
                for (var seq = position + 1; seq < next.Seq; seq++)
                {
                    if (Concerns(watcher, journal[(int)seq - 1]))
                    {
                        yield return $"{watcher.Name} was told {position} and then {next.Seq}, and never the {journal[(int)seq - 1].GetType().Name} {seq}.";
                    }
                }

                var happened = journal[(int)next.Seq - 1];
                if (next.IsMetrics ? !IsSample(happened) : !Concerns(watcher, happened))
                {
                    yield return $"{watcher.Name} was told something else at {next.Seq} than the {happened.GetType().Name} that stands there.";
                }
            }

            position = next.Seq;
        }
    }

    private static bool IsSample(SessionEvent happened) => happened is SessionEvent.MetricsReported or SessionEvent.MetricsBackfilled;

    private static bool Concerns(Watcher watcher, SessionEvent happened)
        => !IsSample(happened) && happened is not SessionEvent.Created && (happened.Subject is not { } subject || watcher.Audience.Kind != AudienceKind.Player || subject == watcher.Audience.PlayerId); // the rig's sessions do not share
}
