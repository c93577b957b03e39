using System.Diagnostics.Metrics;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Admin;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Components;

public sealed class FiguresPanelTests : BunitContext
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Meter _meter = new("cockpit");
    private readonly FakeTimeProvider _time = new();
    private readonly DoorMeter _doors;
    private readonly SignInMeter _signIns;
    private long _in, _free = 5L << 30;

    public FiguresPanelTests()
    {
        (_doors, _signIns) = (new DoorMeter(_meter, _time), new SignInMeter(_meter));
        _meter.CreateObservableCounter("traininghub.updates.in", () => _in);
        _meter.CreateObservableGauge("traininghub.disk.free", () => _free);
        _meter.CreateObservableUpDownCounter<int>("traininghub.connections", () => [new(3, new KeyValuePair<string, object?>("role", "trainer")), new(40, new KeyValuePair<string, object?>("role", "player"))]);
        Services.AddSingleton(_meter);
        Services.AddSingleton<TimeProvider>(_time);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    [Fact]
    public async Task It_shows_what_came_and_went_in_the_last_seconds()
    {
        await using var stage = new LiveStage(time: _time);
        Assert.True((await stage.Sessions.CreateAsync(Examples.Trainer, Examples.NewSession, CancellationToken.None)).Ok);
        var trainer = await stage.JoinAsync(Examples.Trainer, JoinRole.Trainer);
        _in = 1000; // long ago
        var panel = Render<FiguresPanel>();
        Assert.Equal("– in, – out", Figure(panel, "Updates a second"));

        _in += 240;
        await stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada));
        _time.Advance(TimeSpan.FromMilliseconds(400));
        _doors.Written(trainer.Take()!, messages: 60);
        Pass(panel, seconds: 2);

        Assert.Equal("100 in, 25 out", Figure(panel, "Updates a second")); // in the 2.4 s
        Assert.StartsWith("375 ms p50, 400 ms p99", Figure(panel, "Device to screen"), StringComparison.Ordinal); // as near as the buckets tell
        Assert.StartsWith("43 on the hub", Figure(panel, "Connections"), StringComparison.Ordinal);
        Assert.StartsWith("5.0 GiB free", Figure(panel, "Disk"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_longer_ago_than_the_window_counts_no_more_but_for_the_sign_ins()
    {
        var panel = Render<FiguresPanel>();
        _doors.Refused(DoorMeter.Hub, "rate_limited");
        _doors.Refused(DoorMeter.Api, "rate_limited");
        _doors.Refused(DoorMeter.Hub, "conflict");
        _doors.Joined(cameBack: true, resumed: true);
        _signIns.Refused();
        Pass(panel, seconds: 1);
        Assert.Equal("3 calls rate_limited 2, conflict 1 sign-ins since the start: 1", Figure(panel, "Refused"));
        Assert.StartsWith("1 resumed", Figure(panel, "Came back"), StringComparison.Ordinal);

        Pass(panel, seconds: 32);

        Assert.Equal("0 calls none sign-ins since the start: 1", Figure(panel, "Refused"));
        Assert.StartsWith("0 resumed", Figure(panel, "Came back"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_nearly_full_stands_out()
    {
        _free = 200L << 20;
        var panel = Render<FiguresPanel>();

        Pass(panel, seconds: 1);

        Assert.Equal("200.0 MiB", panel.Find("b.bad").TextContent);
    }

    [Fact]
    public async Task Nothing_is_listened_to_when_nobody_looks()
    {
        var delivery = _meter.CreateHistogram<double>("another");
        var panel = Render<FiguresPanel>();
        Pass(panel, seconds: 1);
        Assert.True(delivery.Enabled);

        await DisposeComponentsAsync();

        Assert.False(delivery.Enabled);
    }

    private void Pass(IRenderedComponent<FiguresPanel> panel, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            var before = panel.RenderCount;
            _time.Advance(TimeSpan.FromSeconds(1));
            panel.WaitForState(() => panel.RenderCount > before, _patience);
        }
    }

    private static string Figure(IRenderedComponent<FiguresPanel> panel, string name)
        => string.Join(' ', panel.FindAll("dl > div").Single(figure => figure.QuerySelector("dt")!.TextContent == name).QuerySelectorAll("dd").Select(line => line.TextContent.Trim()));
}
