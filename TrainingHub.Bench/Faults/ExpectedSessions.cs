using System.Text.Json;
using TrainingHub.Client;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Wire;
using Session = TrainingHub.Core.Sessions.Session;

namespace TrainingHub.Bench.Faults;

/// <summary>What each audience must hold at a sequence number: the fold of the journal, as that audience sees it.</summary>
internal sealed class ExpectedSessions(IReadOnlyList<SessionEvent> journal)
{
    private static readonly JsonSerializerOptions Wire = new() { Converters = { new WireJson() } };

    /// <summary>Where a watcher held something else.</summary>
    public IEnumerable<string> Differences(IEnumerable<Held> held)
    {
        var state = Session.Empty(SessionLimits.Default);
        foreach (var at in held.Where(held => held.Seq <= journal.Count).GroupBy(held => held.Seq).OrderBy(at => at.Key))
        {
            while (state.Seq < at.Key)
            {
                state = Session.Evolve(state, journal[(int)state.Seq]);
            }

            foreach (var audience in at.GroupBy(held => held.Watcher.Audience))
            {
                var expected = TextOf(state, audience.Key);
                foreach (var wrong in audience.Where(held => held.Text != expected))
                {
                    yield return $"{wrong.Watcher.Name} held at {wrong.Seq} something else than the journal says:\n{Difference(expected, wrong.Text)}";
                }
            }
        }
    }

    private static string TextOf(SessionState state, Audience audience)
    {
        var wire = JsonSerializer.Serialize(SessionShape.Session(new SessionView(state, audience), state.LastEventAt), Wire);
        return WatchedSession.Of(JsonSerializer.Deserialize<Client.Session>(wire, HubJson.Options)!).Text();
    }

    private static string Difference(string expected, string held)
    {
        var (should, has) = (expected.Split('\n'), held.Split('\n'));
        return string.Join('\n', should.Except(has).Select(line => $"  should be {line}").Concat(has.Except(should).Select(line => $"  was       {line}")));
    }
}
