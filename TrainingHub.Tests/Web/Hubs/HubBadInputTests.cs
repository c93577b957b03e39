using System.Net.WebSockets;

namespace TrainingHub.Tests.Web.Hubs;

/// <summary>Whatever is wrong with an argument, the answer names it, the connection lives on, and nobody else notices.</summary>
public sealed class HubBadInputTests(HubStage stage) : IClassFixture<HubStage>
{
    private static readonly string[] Calls =
    [
        "training:session:join", "training:session:leave", "training:session:start", "training:session:pause", "training:session:resume", "training:session:end",
        "training:session:force:end", "training:player:kick", "training:player:readmit", "training:player:metrics", "training:player:metrics:backfill",
        "training:player:exercise:progress", "training:player:interval:progress", "training:player:status", "training:session:cancel", "training:session:reschedule", "training:session:admission",
        "training:player:answer",
    ];

    public static TheoryData<string, Encoding> EveryCall
    {
        get
        {
            var cases = new TheoryData<string, Encoding>();
            foreach (var call in Calls)
            {
                cases.Add(call, Encoding.Json);
                cases.Add(call, Encoding.MessagePack);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(EveryCall))]
    public async Task A_refusal_names_what_was_wrong_and_leaves_the_connection_and_the_others_alone(string call, Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var other = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        await other.MustAsync("training:session:start", new { sessionId });
        await other.NextAsync("training:session:start");
        var (user, role) = call switch
        {
            "training:session:force:end" => (stage.Admin, "trainer"),
            "training:session:join" or "training:session:leave" or "training:player:metrics" or "training:player:metrics:backfill" or "training:player:exercise:progress" or "training:player:interval:progress" or "training:player:status" => (stage.Player, "player"),
            _ => (stage.Trainer, "trainer"),
        };
        await using var link = await stage.JoinAsync(user, sessionId, role, encoding);
        var sound = BadInput.Sound(call, sessionId, stage.Player.Id);

        var (tried, wrong) = (0, new List<string>());
        foreach (var bad in BadInput.Of(call, sound))
        {
            tried++;
            var ack = await link.CallAsync(call, bad.Argument);
            if (HubLink.Verdict(ack) != bad.Code || !ack.GetProperty("error").GetProperty("message").GetString()!.Contains(bad.Names, StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add($"{bad.Argument?.ToJsonString() ?? "null"} should be {bad.Code} and name {bad.Names}: {ack}");
            }
        }

        Assert.True(tried > 12);
        Assert.Empty(wrong);
        await link.CallAsync("training:session:leave", new { sessionId });
        await link.JoinAsync(sessionId, role);
        await other.MustAsync("training:session:end", new { sessionId });
        Assert.DoesNotContain(await other.UntilAsync("training:session:end"), e => e.Name is not ("training:player:join" or "training:player:leave" or "training:session:end"));
    }

    [Fact]
    public async Task Anothers_player_id_is_forbidden_and_a_foreign_session_is_not_found()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        await using var stranger = await stage.ConnectAsync(stage.OtherTrainer);

        Assert.Equal("forbidden", await player.AskAsync("training:player:metrics", new { sessionId, playerId = stage.OtherPlayer.Id, heartRate = 100 }));
        Assert.Equal("not_found", await stranger.AskAsync("training:player:kick", new { sessionId, playerId = stage.Player.Id }));
    }

    [Theory]
    [InlineData("training:session:start", "conflict")]
    [InlineData("training:session:join", "ok")]
    public async Task Before_a_join_the_other_calls_are_a_conflict(string call, string expected)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.ConnectAsync(stage.Trainer);

        Assert.Equal(expected, await trainer.AskAsync(call, new { sessionId, role = "trainer" }));
    }

    [Fact]
    public async Task What_is_malformed_is_judged_after_the_right_to_call_and_before_the_rate()
    {
        await using var stage = await HubStage.OpenAsync(HubStage.NothingIsForgotten);
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");

        Assert.Equal("forbidden", await player.AskAsync("training:player:kick", new { sessionId, playerId = 5 }));
        for (var i = 0; i < 5; i++)
        {
            await player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = i });
        }

        Assert.Equal("invalid", await player.AskAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = "much" }));
        Assert.Equal("rate_limited", await player.AskAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = 6 }));
    }

    [Fact]
    public async Task A_frame_that_cannot_be_parsed_closes_its_own_connection_and_nothing_else()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var other = await stage.JoinAsync(stage.Player, sessionId, "player");
        var token = await stage.App.TokenForAsync(stage.Player);
        using var socket = new ClientWebSocket();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new Uri($"ws://{stage.App.Address.Authority}/training?access_token={token}"), patience.Token);
        await SendAsync(socket, """{"protocol":"json","version":1}""", patience.Token);

        await SendAsync(socket, """{"type":1,"target":""", patience.Token);

        var buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
        {
        }

        await other.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 120 });
    }

    [Fact]
    public async Task An_unknown_call_is_an_error_of_the_protocol_and_the_connection_lives_on()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");

        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => player.CallAsync("training:session:dance", new { sessionId }));

        await player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 120 });
    }

    private static Task SendAsync(ClientWebSocket socket, string message, CancellationToken cancellationToken)
        => socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, true, cancellationToken);
}
