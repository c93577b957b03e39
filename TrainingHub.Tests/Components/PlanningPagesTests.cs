using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;
using TrainingHub.Web.Planning;
using TrainingHub.Web.Scheduling;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Tests.Components;

/// <summary>The pages on which a trainer plans, over a server's real plans.</summary>
public sealed class PlanningPagesTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private HubStage _stage = null!;

    private Task<AuthenticationState> Trainer => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim("sub", _stage.Trainer.Id), new Claim("name", "Tara"), new Claim("role", RoleNames.Trainer)], "test", "name", "role"))));

    public async Task InitializeAsync()
    {
        _stage = await HubStage.OpenAsync(_ => { });
        foreach (var type in new[] { typeof(PlanChoices), typeof(SessionPlanner), typeof(SeriesBook), typeof(Conflicts), typeof(ISessions) })
        {
            Services.AddSingleton(type, _stage.App.Services.GetRequiredService(type));
        }

        Services.AddScoped<ViewerZone>();
        Services.AddMudServices();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeComponentsAsync();
        await ((IAsyncDisposable)this).DisposeAsync(); // the zone's module goes in no other way
        await _stage.App.DisposeAsync();
    }

    [Fact]
    public async Task A_series_whose_workout_is_gone_can_be_changed_with_another_one()
    {
        var start = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);
        var series = new SessionSeries
        {
            TrainerId = _stage.Trainer.Id, WorkoutId = "gone", PlayerIds = [_stage.Player.Id, "nobody"], ZoneId = "UTC", StartsOn = start, At = new TimeOnly(9, 0), Days = WeekDays.All, CreatedAt = default,
        };
        await using var db = await _stage.App.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        db.Series.Add(series);
        await db.SaveChangesAsync();

        Services.GetRequiredService<NavigationManager>().NavigateTo($"sessions/new?series={series.Id}&from={start:yyyy-MM-dd}");
        var page = Render<NewSessionPage>(parameters => parameters.AddCascadingValue(Trainer));
        page.WaitForAssertion(() => Assert.Contains("The workout of this series is gone", page.Markup, StringComparison.Ordinal), _patience);
        await page.Find("#at").ChangeAsync($"{start.AddDays(1):yyyy-MM-dd}T10:00");
        await page.FindAll("button").Single(button => button.TextContent == "Change them").ClickAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/sessions", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), _patience);
        var anew = await db.Series.AsNoTracking().SingleAsync(one => one.Id != series.Id);
        Assert.Equal([_stage.Player.Id], anew.PlayerIds);
        Assert.NotEqual("gone", anew.WorkoutId);
    }

    [Fact]
    public async Task Who_moves_a_session_sees_who_is_planned_elsewhere_then()
    {
        var at = TimeProvider.System.GetUtcNow().AddDays(3);
        var moved = await PlanAsync(at);
        await PlanAsync(at.AddDays(1));
        JSInterop.SetupModule("./js/viewer-zone.js").Setup<string>("toInstant", _ => true).SetResult(at.AddDays(1).ToString("O"));
        var item = new ScheduledItem(moved, null, null, "Workout", at, TimeSpan.FromHours(1), "Tara", null, SessionStatus.Scheduled, 1);

        var line = Render<AgendaLine>(parameters => parameters.AddCascadingValue(Trainer).Add(one => one.Item, item).Add(one => one.Manages, true));
        await line.FindAll("button").Single(button => button.TextContent.StartsWith("Change", StringComparison.Ordinal)).ClickAsync();
        Assert.DoesNotContain("At the same time", line.Markup, StringComparison.Ordinal);
        await line.Find("input").ChangeAsync("2027-01-01T10:00:00"); // with seconds, as the browser's script sends it

        line.WaitForAssertion(() => Assert.Contains("You and Pia Player are in", line.Markup, StringComparison.Ordinal), _patience);
    }

    [Fact]
    public void A_day_that_becomes_no_session_says_why()
    {
        var item = new ScheduledItem(null, "Series000001", new DateOnly(2027, 1, 1), "Workout", default, default, "Tara", null, SessionStatus.Scheduled, 1);

        var fine = Render<AgendaLine>(parameters => parameters.AddCascadingValue(Trainer).Add(one => one.Item, item));
        var stuck = Render<AgendaLine>(parameters => parameters.AddCascadingValue(Trainer).Add(one => one.Item, item with { Trouble = "The team has no players." }));

        Assert.Contains("becomes a session", fine.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("becomes a session", stuck.Markup, StringComparison.Ordinal);
        Assert.Contains("The team has no players.", stuck.Markup, StringComparison.Ordinal);
    }

    private async Task<string> PlanAsync(DateTimeOffset at)
    {
        var planner = _stage.App.Services.GetRequiredService<SessionPlanner>();
        var trainer = new Caller(_stage.Trainer.Id, "Tara", Roles.Trainer);
        var planned = (await planner.PlanAsync(trainer, new SessionPlan(ExampleWorkouts.All[0].WorkoutId, [_stage.Player.Id], [], null, at), CancellationToken.None)).Session!;
        Assert.True((await planner.CreateAsync(trainer, planned, CancellationToken.None)).Ok);
        return planned.SessionId;
    }
}
