using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Tests.Web.Sessions;

/// <summary>Late and odd players over the doors: what each side hears, and what stays of them.</summary>
public sealed class RosterChangesTests(HubStage stage) : IClassFixture<HubStage>
{
    private RosterChanges Rosters => stage.App.Services.GetRequiredService<RosterChanges>();

    private Caller Trainer => new(stage.Trainer.Id, stage.Trainer.DisplayName, Roles.Trainer);

    [Fact]
    public async Task Who_is_added_in_the_middle_is_told_of_and_may_join()
    {
        var late = await stage.App.CreateUserAsync("Lara Late", RoleNames.Player);
        var sessionId = await stage.NewSessionAsync();
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        await using var staff = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await staff.MustAsync("training:session:start", new { sessionId });

        using var added = await trainer.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/players", new { playerId = late.Id });

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.Equal("Lara Late", (await staff.UntilAsync("training:player:added"))[^1].Payload.GetProperty("player").GetProperty("playerName").GetString());
        await using var player = await stage.JoinAsync(late, sessionId, "player");
        await player.MustAsync("training:player:metrics", new { sessionId, playerId = late.Id, heartRate = 130 });
        using var nobody = await trainer.PostAsJsonAsync($"/api/v1/sessions/{sessionId}/players", new { playerId = stage.Observer.Id });
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
    }

    [Fact]
    public async Task Who_is_moved_hears_where_to_keeps_what_they_did_and_goes_on_there()
    {
        var (first, second) = (await stage.NewSessionAsync(), await OtherAsync());
        await using var staff = await stage.JoinAsync(stage.Trainer, first, "trainer");
        await using var player = await stage.JoinAsync(stage.Player, first, "player");
        await player.MustAsync("training:player:metrics", new { sessionId = first, playerId = stage.Player.Id, heartRate = 140 });

        var reply = await Rosters.MoveAsync(Trainer, first, stage.Player.Id, second, CancellationToken.None);

        Assert.Null(reply.Refusal);
        Assert.Equal(second, (await player.UntilAsync("training:player:moved"))[^1].Payload.GetProperty("toSessionId").GetString());
        Assert.Equal("moved", (await staff.UntilAsync("training:player:leave"))[^1].Payload.GetProperty("reason").GetString());
        Assert.Equal("removed", await player.AskAsync("training:session:join", new { sessionId = first, role = "player" }));
        await player.JoinAsync(second, "player");
        var left = (await stage.App.Services.GetRequiredService<ISessions>().FindAsync(Trainer, first, CancellationToken.None)).View!.State.Removed[stage.Player.Id];
        Assert.Equal((140d, second), (left.Metrics![TrainingHub.Core.Metrics.Metric.HeartRate], left.MovedTo));
        Assert.Null((await Rosters.MoveAsync(Trainer, first, stage.Player.Id, second, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_move_that_was_cut_in_two_leaves_the_player_in_both_and_goes_on_when_it_is_asked_again()
    {
        var (first, second) = (await stage.NewSessionAsync(), await OtherAsync());

        Assert.True((await Rosters.AddAsync(Trainer, second, stage.Player.Id, CancellationToken.None)).Ok);
        Assert.True(await IsOnAsync(first) && await IsOnAsync(second));
        Assert.True((await Rosters.MoveAsync(Trainer, first, stage.Player.Id, second, CancellationToken.None)).Ok);

        Assert.False(await IsOnAsync(first));
        Assert.True(await IsOnAsync(second));
    }

    [Fact]
    public async Task Nobody_moves_a_player_into_what_is_not_theirs_or_over_and_then_nothing_changed()
    {
        var (first, second) = (await stage.NewSessionAsync(), await OtherAsync());
        var foreign = new NewSession(TrainingHub.Core.Ids.New(), ExampleWorkouts.All[0], stage.OtherTrainer.Id, "Otto", null, null, false, [new RosterPlayer(stage.OtherPlayer.Id, "Ole", null, TrainingHub.Core.Players.Thresholds.Unknown)], []);
        var sessions = stage.App.Services.GetRequiredService<ISessions>();
        Assert.True((await sessions.CreateAsync(new Caller(stage.OtherTrainer.Id, "Otto", Roles.Trainer), foreign, CancellationToken.None)).Ok);
        Assert.True((await sessions.SendAsync(Trainer, second, new SessionCommand.Cancel(null), null, CancellationToken.None)).Ok);

        Assert.Equal(RefusalCode.NotFound, (await Rosters.MoveAsync(Trainer, first, stage.Player.Id, foreign.SessionId, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(RefusalCode.Conflict, (await Rosters.MoveAsync(Trainer, first, stage.Player.Id, second, CancellationToken.None)).Refusal?.Code);
        Assert.Equal(RefusalCode.NotFound, (await Rosters.MoveAsync(new Caller(stage.OtherTrainer.Id, "Otto", Roles.Trainer), first, stage.Player.Id, foreign.SessionId, CancellationToken.None)).Refusal?.Code);
        Assert.True(await IsOnAsync(first));
    }

    private async Task<bool> IsOnAsync(string sessionId)
        => (await stage.App.Services.GetRequiredService<ISessions>().FindAsync(Trainer, sessionId, CancellationToken.None)).View!.State.Players.ContainsKey(stage.Player.Id);

    // A session of the same trainer without the player.
    private async Task<string> OtherAsync()
    {
        using var trainer = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
        using var made = await trainer.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = new[] { stage.OtherPlayer.Id } });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sessionId").GetString()!;
    }
}
