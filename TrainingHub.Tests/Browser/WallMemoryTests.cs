using System.Globalization;
using Microsoft.Playwright;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web;
using Xunit.Abstractions;

namespace TrainingHub.Tests.Browser;

/// <summary>A wall that stays open does not grow: in a quarter of a minute it is told what wearables say in ten. docs/performance.md has what it told.</summary>
[Collection(OneBrowser.Name)]
public sealed class WallMemoryTests(Chromium chromium, ITestOutputHelper output)
{
    private const int Players = 30;
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(50); // each player forty times as often as a wearable
    private static readonly TimeSpan _warm = TimeSpan.FromSeconds(6), _length = TimeSpan.FromSeconds(15);

    [SkippableFact]
    public async Task A_wall_does_not_grow()
    {
        await using var club = await Club.OpenAsync(await WebApp.StartAsync(web => web.UseSetting("Limits:Metrics:Period", "00:00:00.01")));
        await using var context = await chromium.OpenAsync(club.Address, 1920, 1080);
        var session = await club.RunAsync(Players);
        var page = await club.SignInAsync(context, club.Observer);
        await page.GotoAsync($"/sessions/{session}/watch?wall");
        await Assertions.Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
        var cdp = await context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Performance.enable");
        var players = (await club.Sessions.FindAsync(club.TrainerCaller, session, CancellationToken.None)).View!.State.Roster.Select(player => player.PlayerId).ToList();

        await FeedAsync(club, session, players, _warm);
        var before = await MeasureAsync(cdp);
        await FeedAsync(club, session, players, _length);
        var after = await MeasureAsync(cdp);

        output.WriteLine($"after {_warm.TotalSeconds} s: {before}; {_length.TotalSeconds} s later: {after}");
        Assert.InRange(after.Heap, 0, before.Heap * 1.2 + 1);
        Assert.InRange(after.Nodes, 0, before.Nodes + 50);
        Assert.InRange(after.Listeners, 0, before.Listeners + 5);
    }

    private static async Task FeedAsync(Club club, string session, List<string> players, TimeSpan length)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var beat = new PeriodicTimer(_pace, time);
        for (var n = 0; time.GetElapsedTime(began) < length; n++)
        {
            await beat.WaitForNextTickAsync();
            for (var i = 0; i < players.Count; i++)
            {
                var values = new MetricValues.Builder().Set(Metric.HeartRate, 130 + (n + 7 * i) % 60).Set(Metric.Power, 200 + (n + i) % 90).Build();
                await club.Sessions.SendAsync(new Caller(players[i], "player", Roles.Player), session, new SessionCommand.ReportMetrics(players[i], "strap", null, values), null, CancellationToken.None);
            }
        }
    }

    /// <summary>After the collector ran.</summary>
    private static async Task<Size> MeasureAsync(ICDPSession cdp)
    {
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await cdp.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray().ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        return new Size(Math.Round(metrics["JSHeapUsedSize"] / 1e6, 1), metrics["Nodes"], metrics["JSEventListeners"]);
    }

    private sealed record Size(double Heap, double Nodes, double Listeners)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Heap} MB of JavaScript, {Nodes} nodes, {Listeners} listeners");
    }
}
