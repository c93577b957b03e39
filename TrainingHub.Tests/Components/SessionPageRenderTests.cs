using System.Diagnostics.Metrics;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor.Services;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Components;

/// <summary>What of a dashboard renders for samples, counted: the guard of what an update costs, on any machine.</summary>
public sealed class SessionPageRenderTests : BunitContext, IAsyncLifetime
{
    private const int Players = 30;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20), _window = TimeSpan.FromMilliseconds(250);

    private static readonly NewSession _session = TestSession.New(TestSession.Workout) with
    {
        SessionId = Examples.SessionId,
        TrainerId = Examples.Trainer.UserId,
        Players = [.. Enumerable.Range(0, Players).Select(i => new RosterPlayer($"p{i}", $"Player {i}", i, new Thresholds(200)))],
    };

    private readonly LiveStage _stage = new(unlimited: true);
    private readonly RenderLog _renders = new();

    public SessionPageRenderTests()
    {
        Services.AddSingleton<ISessions>(_stage.Sessions);
        Services.AddSingleton<TimeProvider>(_stage.Time);
        Services.AddSingleton(new DoorMeter(new Meter("page"), _stage.Time));
        Services.AddMudServices();
        ComponentFactories.AddStub<TrainingHub.Web.Joining.JoinPanel>();
        Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_renders));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync()
    {
        Assert.True((await _stage.Sessions.CreateAsync(Examples.Trainer, _session, CancellationToken.None)).Ok);
        await _stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        for (var player = 0; player < Players; player++)
        {
            await _stage.JoinAsync(PlayerCaller(player), JoinRole.Player);
            await SampleAsync(player, 170);
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_sample_renders_its_tiles_numbers_once_and_beside_the_lines_nothing_else()
    {
        var page = await OpenAsync();
        _renders.Clear();

        await SampleAsync(7, 172);
        await ToldAsync(page, 7, 172);

        Assert.Equal(["BoardBeat 1", "TileNumbers p7 1"], Rendered(page));
        Assert.Equal(1, _renders.Batches);
    }

    [Fact]
    public async Task Samples_of_one_window_render_in_one_batch_and_each_player_of_theirs_once()
    {
        var page = await OpenAsync();
        await SampleAsync(0, 171);
        await ToldAsync(page, 0, 171);
        _renders.Clear();

        for (var heartRate = 161; heartRate <= 163; heartRate++)
        {
            for (var player = 1; player <= 10; player++)
            {
                await SampleAsync(player, heartRate);
            }
        }

        _stage.Time.Advance(_window);
        await ToldAsync(page, 10, 163);

        Assert.Equal(["BoardBeat 1", .. Enumerable.Range(1, 10).Select(player => $"TileNumbers p{player} 1").Order(StringComparer.Ordinal)], Rendered(page));
        Assert.Equal(1, _renders.Batches);
    }

    [Fact]
    public async Task A_sample_that_puts_its_player_out_of_the_target_moves_the_count_and_renders_no_toolbar()
    {
        var page = await OpenAsync();
        _renders.Clear();

        await SampleAsync(7, 150);
        await ToldAsync(page, 7, 150);

        Assert.Equal(["BoardBeat 1", "FilterCount OutOfTarget 1", "TileNumbers p7 1"], Rendered(page));
        Assert.Equal("1", page.FindAll(".toolbar .tab").Single(tab => tab.TextContent.StartsWith("Out of target", StringComparison.Ordinal)).QuerySelector("b")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_player_who_comes_into_trouble_comes_to_the_front()
    {
        var page = await OpenAsync();

        await SampleAsync(7, 196);
        await ToldAsync(page, 7, 196);

        Assert.Equal("Player 7", page.Find("article .name").TextContent);
        Assert.NotNull(page.Find("article .chip"));
    }

    private async Task<IRenderedComponent<SessionPage>> OpenAsync()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", Examples.Trainer.UserId), new Claim("name", Examples.Trainer.Name), new Claim("role", "trainer")], "test"));
        var page = Render<SessionPage>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(user)))
            .Add(page => page.SessionId, Examples.SessionId));
        // With the lines of the time before, which come a moment later.
        await page.WaitForStateAsync(() => page.FindAll("article").Count == Players && page.Find("tile-feed").GetAttribute("data")!.Contains(':', StringComparison.Ordinal), _patience);
        page.OnMarkupUpdated += (_, _) => _renders.Applied();
        return page;
    }

    private static Task ToldAsync(IRenderedComponent<SessionPage> page, int player, int heartRate)
        => page.WaitForAssertionAsync(() => Assert.StartsWith($"{heartRate}|", page.Find($"[data-player='{player}'] tile-numbers").GetAttribute("data"), StringComparison.Ordinal), _patience);

    private static Caller PlayerCaller(int player) => new($"p{player}", $"Player {player}", Roles.Player);

    private Task<long> SampleAsync(int player, double heartRate)
        => _stage.MustAsync(
            PlayerCaller(player),
            new SessionCommand.ReportMetrics($"p{player}", null, null, new MetricValues.Builder().Set(Metric.HeartRate, heartRate).Build()));

    /// <returns>Who rendered, and how often, in order of their names.</returns>
    private IEnumerable<string> Rendered(IRenderedComponent<SessionPage> page)
    {
        var names = page.FindComponents<IComponent>().ToDictionary(component => component.ComponentId, component => NameOf(component.Instance));
        return _renders.ComponentIds.GroupBy(id => names.GetValueOrDefault(id, $"component {id}")).Select(renders => $"{renders.Key} {renders.Count()}").Order(StringComparer.Ordinal);
    }

    private static string NameOf(IComponent component) => component switch
    {
        TileComponent tile => $"{tile.GetType().Name} {tile.Of.View.PlayerId}",
        FilterCount count => $"{nameof(FilterCount)} {count.Filter}",
        _ => component.GetType().Name,
    };
}
