using System.Text.Json;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class HubResumeTests(HubStage stage) : IClassFixture<HubStage>
{
    private const string Join = "training:session:join";

    [Theory]
    [InlineData(Encoding.Json)]
    [InlineData(Encoding.MessagePack)]
    public async Task Who_comes_back_with_epoch_and_seq_is_told_what_they_missed_in_order_and_nothing_twice(Encoding encoding)
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.JoinAsync(stage.Trainer, sessionId, "trainer");
        string epoch;
        long seen;
        await using (var before = await stage.ConnectAsync(stage.Observer, encoding))
        {
            epoch = (await before.JoinAsync(sessionId, "observer")).GetProperty("epoch").GetString()!;
            await trainer.MustAsync("training:session:start", new { sessionId });
            seen = (await before.NextAsync("training:session:start")).GetProperty("seq").GetInt64();
        }

        await trainer.MustAsync("training:session:pause", new { sessionId });
        await trainer.MustAsync("training:session:resume", new { sessionId });
        await using var after = await stage.ConnectAsync(stage.Observer, encoding);

        var ack = await after.MustAsync(Join, new { sessionId, role = "observer", epoch, sinceSeq = seen });
        await trainer.MustAsync("training:session:end", new { sessionId });

        Assert.True(ack.GetProperty("resumed").GetBoolean());
        Assert.False(ack.TryGetProperty("session", out _));
        Assert.Equal(epoch, ack.GetProperty("epoch").GetString());
        Assert.NotEmpty(ack.GetProperty("serverTime").GetString()!);
        var told = await after.UntilAsync("training:session:end");
        Assert.Equal(["training:session:pause", "training:session:resume", "training:session:end"], told.Select(e => e.Name));
        Assert.Equal([seen + 1, seen + 2, seen + 3], told.Select(e => e.Payload.GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Where_it_cannot_go_on_a_whole_session_comes()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var trainer = await stage.ConnectAsync(stage.Trainer);
        var joined = await trainer.JoinAsync(sessionId, "trainer");
        var (epoch, seq) = (joined.GetProperty("epoch").GetString(), joined.GetProperty("seq").GetInt64());

        foreach (object fresh in new object[]
        {
            new { sessionId, role = "trainer", epoch },
            new { sessionId, role = "trainer", sinceSeq = seq },
            new { sessionId, role = "trainer", epoch = "another", sinceSeq = seq },
            new { sessionId, role = "trainer", epoch, sinceSeq = seq + 1000 },
        })
        {
            var ack = await trainer.MustAsync(Join, fresh);
            Assert.False(ack.GetProperty("resumed").GetBoolean(), JsonSerializer.Serialize(fresh));
            Assert.Equal(seq, ack.GetProperty("session").GetProperty("seq").GetInt64());
        }
    }
}
