using System.Net.Http.Headers;

namespace TrainingHub.Bench.Fuzz;

/// <summary>A number of spoilt messages, the same for the same seed: two fifths over the hub in each encoding, one fifth to the API.</summary>
internal static class FuzzRun
{
    private const int Parts = 5;

    /// <summary>Answers what was wrong with the server's answers; empty where nothing was.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(FuzzTargets targets, int messages, int seed, FuzzTally tally, CancellationToken cancellationToken)
    {
        var before = await EventsAsync(targets, cancellationToken);
        var api = new ApiFuzzer(targets, new Spoiler(seed), tally).RunAsync(messages / Parts, cancellationToken);
        var hub = (messages - (messages / Parts)) / 4;
        await Task.WhenAll(
        [
            .. Enumerable.Range(1, 4).Select(worker => new HubFuzzer(
                targets, worker % 2 == 0 ? HubSpeech.Json : HubSpeech.MessagePack, new Spoiler(seed + worker), tally).RunAsync(hub, cancellationToken)),
            api,
        ]);
        List<string> faults = [.. await api];
        if (await EventsAsync(targets, cancellationToken) != before)
        {
            faults.Add("The other session has changed.");
        }

        return faults;
    }

    // All that ever happened in the other session, as its trainer may read it.
    private static async Task<string> EventsAsync(FuzzTargets targets, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = targets.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", targets.OtherTrainer);
        return await http.GetStringAsync(new Uri($"/api/v1/sessions/{targets.OtherSession}/events", UriKind.Relative), cancellationToken);
    }
}
