using System.Diagnostics.Metrics;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Core.Sessions.Live;
using TrainingHub.Web.Dashboard;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Components;

/// <summary>A dashboard that is open while a player chooses anew what others see.</summary>
public sealed class SharingOnPageTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly LiveStage _stage = new();

    public SharingOnPageTests()
    {
        Services.AddSingleton<ISessions>(_stage.Sessions);
        Services.AddSingleton<TimeProvider>(_stage.Time);
        Services.AddSingleton(new DoorMeter(new Meter("page"), _stage.Time));
        Services.AddMudServices();
        ComponentFactories.AddStub<TrainingHub.Web.Joining.JoinPanel>();
        Services.AddLogging();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async Task InitializeAsync()
    {
        Assert.True((await _stage.Sessions.CreateAsync(Examples.Trainer, Examples.NewSession, CancellationToken.None)).Ok);
        await _stage.MustAsync(Examples.Trainer, new SessionCommand.Start());
        await _stage.JoinAsync(Examples.Ada, JoinRole.Player);
        await _stage.MustAsync(Examples.Ada, Examples.Sample(Examples.Ada, 137));
        await Task.Yield();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task An_observers_page_holds_no_number_any_more_and_shows_it_again_when_the_player_lets_it()
    {
        var page = Open(Examples.Observer, "observer");
        page.WaitForAssertion(() => Assert.Contains("137", page.Markup, StringComparison.Ordinal), _patience);

        await ChooseAsync(Examples.Choose(Examples.Ada, HeartRateVisibility.Zone));
        page.WaitForAssertion(() => Assert.DoesNotContain("137", page.Markup, StringComparison.Ordinal), _patience);
        Assert.NotNull(page.Find("article[aria-label=Ada].zone-2"));

        await ChooseAsync(Examples.Choose(Examples.Ada, HeartRateVisibility.Number));
        page.WaitForAssertion(() => Assert.Contains("137", page.Markup, StringComparison.Ordinal), _patience);
    }

    [Fact]
    public async Task The_trainers_page_shows_the_number_whatever_a_player_chose()
    {
        var page = Open(Examples.Trainer, "trainer");
        await ChooseAsync(Examples.Choose(Examples.Ada, HeartRateVisibility.Hidden));
        await _stage.MustAsync(Examples.Trainer, new SessionCommand.Pause());
        await Task.Yield();

        page.WaitForAssertion(() => Assert.Contains("Resume", page.Markup, StringComparison.Ordinal), _patience);
        Assert.Contains("137", page.Markup, StringComparison.Ordinal);
    }

    private async Task ChooseAsync(SessionCommand choice)
    {
        await _stage.MustAsync(Caller.System, choice);
        await Task.Yield(); // an answer comes in the session's own thread, which a wait for the page must not hold
    }

    private IRenderedComponent<SessionPage> Open(Caller caller, string role)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", caller.UserId), new Claim("name", caller.Name), new Claim("role", role)], "test"));
        return Render<SessionPage>(parameters => parameters
            .AddCascadingValue(Task.FromResult(new AuthenticationState(user)))
            .Add(page => page.SessionId, Examples.SessionId));
    }
}
