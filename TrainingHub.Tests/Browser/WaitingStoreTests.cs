using TrainingHub.Tests.Web;

namespace TrainingHub.Tests.Browser;

/// <summary>The store of what waits on a player's phone: IndexedDB is held to the promises that its stand-in in memory is held to under Node.js.</summary>
[Collection(OneBrowser.Name)]
public sealed class WaitingStoreTests(Chromium chromium)
{
    private const string Contract = "store-contract.mjs";

    [SkippableFact]
    public async Task IndexedDB_keeps_every_promise_of_the_store_and_what_is_in_it_over_a_reload()
    {
        await using var app = await WebApp.StartAsync();
        await using var context = await chromium.OpenAsync(app.Address);
        var page = await context.NewPageAsync();
        await page.RouteAsync(
            "**/" + Contract,
            route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = Path.Combine(AppContext.BaseDirectory, "JavaScript", Contract) }));
        await page.GotoAsync("account/login");

        var kept = await page.EvaluateAsync<string[]>(
            """
            async contract => {
                const { openIndexedDb } = await import("/play/samples/store.js");
                const { promises } = await import("/" + contract);
                const store = await openIndexedDb();
                for (const check of Object.values(promises)) {
                    await check(store);
                }

                return Object.keys(promises);
            }
            """,
            Contract);
        await page.ReloadAsync();
        var waiting = await page.EvaluateAsync<string[]>(
            """
            async () => {
                const { openIndexedDb } = await import("/play/samples/store.js");
                return (await (await openIndexedDb()).all("a")).map(({ key }) => key);
            }
            """);

        Assert.NotEmpty(kept);
        Assert.Equal(["1", "10", "2"], waiting);
    }
}
