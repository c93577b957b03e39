using System.Net.Http.Headers;

namespace TrainingHub.Bench.Fuzz;

/// <summary>A number of spoilt messages, the same for the same seed: two fifths over the hub in each encoding, one fifth to the API.</summary>
internal static class FuzzRun
{
    private const int Parts = 5, HubWorkers = 8, ApiWorkers = 4;

    /// <summary>Answers what was wrong with the server's answers; empty where nothing was.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(FuzzTargets targets, int messages, int seed, FuzzTally tally, CancellationToken cancellationToken)
    {
        var before = await EventsAsync(targets, cancellationToken);
        var requests = Share(messages / Parts, ApiWorkers);
        var calls = Share(messages - (messages / Parts), HubWorkers);
        var hub = Task.WhenAll(Enumerable.Range(0, HubWorkers).Select(worker => new HubFuzzer(
            targets, worker % 2 == 0 ? HubSpeech.Json : HubSpeech.MessagePack, new Spoiler(seed + worker), tally).RunAsync(calls, cancellationToken)));
        var api = await Task.WhenAll(Enumerable.Range(0, ApiWorkers).Select(worker => new ApiFuzzer(
            targets, new Spoiler(seed + HubWorkers + worker), tally).RunAsync(requests, cancellationToken)));
        await hub;
        List<string> faults = [.. api.SelectMany(found => found)];
        if (await EventsAsync(targets, cancellationToken) != before)
        {
            faults.Add("The other session has changed.");
        }

        return faults;
    }

    private static int Share(int of, int among) => (of + among - 1) / among;

    // All that ever happened in the other session, as its trainer may read it.
    private static async Task<string> EventsAsync(FuzzTargets targets, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = targets.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", targets.OtherTrainer);
        return await http.GetStringAsync(new Uri($"/api/v1/sessions/{targets.OtherSession}/events", UriKind.Relative), cancellationToken);
    }
}
