using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrainingHub.Tests.Web.Commands;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Api;

/// <summary>`GET /api/v1/sessions/{id}/events`.</summary>
public sealed class SessionEventsTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task It_answers_every_event_with_its_seq_up_to_the_newest_as_JSON_lines()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        await player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 120 });
        using var trainer = await TrainerAsync();

        using var answer = await trainer.GetAsync(Events(sessionId));
        var lines = Lines(await answer.Content.ReadAsStringAsync());

        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["created", "playerJoined", "metrics"], lines.Select(line => line.GetProperty("type").GetString()!));
        Assert.Equal([1, 2, 3], lines.Select(line => line.GetProperty("seq").GetInt64()));
        Assert.All(lines, line => Assert.Equal("seq", line.EnumerateObject().First().Name));
        Assert.All(lines, line => Assert.Equal(1, line.GetProperty("v").GetInt32()));
        Assert.Equal(120, lines[2].GetProperty("values").GetProperty("heartRate").GetDouble());
    }

    [Fact]
    public async Task After_leaves_out_what_is_held_already_and_nothing_more_is_an_empty_answer()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        using var trainer = await TrainerAsync();

        Assert.Equal(["playerJoined"], Lines(await trainer.GetStringAsync(Events(sessionId, "?after=1"))).Select(line => line.GetProperty("type").GetString()!));
        Assert.Empty(await trainer.GetStringAsync(Events(sessionId, "?after=2")));
        Assert.Empty(await trainer.GetStringAsync(Events(sessionId, "?after=9223372036854775806")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task An_after_that_is_no_sequence_number_is_invalid(string after)
    {
        var sessionId = await stage.NewSessionAsync();
        using var trainer = await TrainerAsync();

        using var answer = await trainer.GetAsync(Events(sessionId, $"?after={after}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid", problem.GetProperty("code").GetString());
        Assert.Contains("after", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_the_same_as_what_the_command_exports()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        using var trainer = await TrainerAsync();
        var file = Path.Combine(stage.App.DataDirectory, $"{sessionId}.jsonl");

        await Ops.MustAsync(stage.App.DataDirectory, "export", "--session", sessionId, "--out", file);

        Assert.Equal(await File.ReadAllTextAsync(file), await trainer.GetStringAsync(Events(sessionId)));
    }

    [Fact]
    public async Task A_fault_before_the_first_event_is_a_problem_and_one_in_the_middle_breaks_the_answer_off()
    {
        var sessionId = await stage.NewSessionAsync();
        await using var player = await stage.JoinAsync(stage.Player, sessionId, "player");
        using var trainer = await TrainerAsync();
        await DamageAsync(sessionId, seq: 2);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => trainer.GetStringAsync(Events(sessionId)));
        using var answer = await trainer.GetAsync(Events(sessionId, "?after=1"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private async Task<HttpClient> TrainerAsync() => stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));

    private static Uri Events(string sessionId, string query = "") => new($"/api/v1/sessions/{sessionId}/events{query}", UriKind.Relative);

    private static List<JsonElement> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private async Task DamageAsync(string sessionId, long seq)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(stage.App.DataDirectory, "journal.db")};Pooling=False");
        await connection.OpenAsync();
        await using var damage = new SqliteCommand("UPDATE batch SET checksum = checksum + 1 WHERE session_id = $session AND first_seq = $seq", connection);
        damage.Parameters.AddWithValue("$session", sessionId);
        damage.Parameters.AddWithValue("$seq", seq);
        Assert.Equal(1, await damage.ExecuteNonQueryAsync());
    }
}
