using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class HubLimitsTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task The_sixth_sample_of_a_burst_is_refused_with_the_time_to_wait_and_nobody_elses_allowance_is_touched()
    {
        await using var stage = await HubStage.OpenAsync(HubStage.NothingIsForgotten);
        var sessionId = await stage.NewSessionAsync();
        await using var phone = await stage.JoinAsync(stage.Player, sessionId, "player");
        await using var watch = await stage.JoinAsync(stage.Player, sessionId, "player");
        await using var other = await stage.JoinAsync(stage.OtherPlayer, sessionId, "player");
        for (var i = 0; i < 5; i++)
        {
            await (i % 2 == 0 ? phone : watch).MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = 100 + i });
        }

        var ack = await phone.CallAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = 200 });

        Assert.Equal("rate_limited", HubLink.Verdict(ack));
        Assert.InRange(ack.GetProperty("error").GetProperty("retryAfterMs").GetInt64(), 3_000_000, 3_600_000);
        await other.MustAsync("training:player:metrics", new { sessionId, playerId = stage.OtherPlayer.Id, power = 300 });
    }

    [Fact]
    public async Task A_connection_that_does_not_join_is_closed_and_one_that_has_joined_is_not()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Limits:JoinWithin", "00:00:03"));
        var token = await app.TokenForAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        await using var idle = await HubLink.ConnectAsync(app.Address, token);

        await idle.Closed;

        var sessionId = await stage.NewSessionAsync();
        await using var joined = await stage.JoinAsync(stage.Player, sessionId, "player");
        await joined.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = 100 });
    }

    [Fact]
    public async Task The_oldest_connection_of_a_user_gives_way_to_one_too_many()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Limits:ConnectionsPerUser", "2"));
        var token = await app.TokenForAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        await using var first = await HubLink.ConnectAsync(app.Address, token);
        await using var second = await HubLink.ConnectAsync(app.Address, token);

        await using var third = await HubLink.ConnectAsync(app.Address, token);

        await first.Closed;
        Assert.Equal("not_found", await second.AskAsync("training:session:leave", new { sessionId = "none" }));
        Assert.Equal("not_found", await third.AskAsync("training:session:leave", new { sessionId = "none" }));
    }

    [Fact]
    public async Task A_message_of_more_than_64_KiB_closes_its_connection_and_one_of_almost_that_does_not()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var link = await stage.JoinAsync(stage.Player, sessionId, "player");

        Assert.Equal("invalid", await link.AskAsync("training:session:leave", new { sessionId = new string('x', 65_000) }));
        await Assert.ThrowsAnyAsync<Exception>(() => link.CallAsync("training:session:leave", new { sessionId = new string('x', 66_000) }));

        await link.Closed;
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("take the role")]
    [InlineData("delete")]
    [InlineData("sign out everywhere")]
    public async Task A_change_of_an_account_closes_its_connections_and_no_others(string change)
    {
        var user = await stage.App.CreateUserAsync("Ada", RoleNames.Player);
        await using var link = await stage.ConnectAsync(user);
        await using var other = await stage.ConnectAsync(stage.Player);
        var accounts = stage.App.Services.GetRequiredService<AccountRoles>();
        var admin = await stage.App.CreateAdminAsync();

        Assert.Null(await (change switch
        {
            "lock" => accounts.LockAsync(admin, user.Id),
            "take the role" => accounts.TakeAsync(admin, user.Id, RoleNames.Player),
            "delete" => accounts.DeleteAsync(admin, user.Id),
            _ => accounts.SignOutEverywhereAsync(admin, user.Id),
        }));

        await link.Closed;
        Assert.Equal("not_found", await other.AskAsync("training:session:leave", new { sessionId = "none" }));
    }

    [Fact]
    public async Task A_lost_connection_is_told_at_once_and_so_is_the_players_return()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await trainer.MustAsync("training:session:start", new { sessionId });
        var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        await trainer.UntilAsync("training:player:join");

        await player.DisposeAsync();

        var lost = await trainer.NextAsync("training:player:status");
        Assert.Equal(("active", false), (lost.GetProperty("status").GetString(), lost.GetProperty("connected").GetBoolean()));
        await using var back = await stage.JoinAsync(stage.Player, sessionId, "player");
        var player2 = (await trainer.NextAsync("training:player:join")).GetProperty("player");
        Assert.Equal(("active", true), (player2.GetProperty("status").GetString(), player2.GetProperty("connected").GetBoolean()));
    }
}
