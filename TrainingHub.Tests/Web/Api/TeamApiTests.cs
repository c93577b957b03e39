using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Api;

/// <summary>Teams, players and thresholds over HTTP, as <c>docs/protocol.md</c> tells them.</summary>
public sealed class TeamApiTests(HubStage stage) : IClassFixture<HubStage>
{
    private const string Leads = "the team's trainer", Stranger = "another trainer", Self = "the player", Other = "another player", Observer = "observer", Admin = "admin", Nobody = "nobody";

    private static readonly string[] _callers = [Leads, Stranger, Self, Other, Observer, Admin, Nobody];

    // call, then the verdicts in the order of the callers; written by hand from the contract.
    private static readonly string[][] _table =
    [
        ["list teams", "ok", "unlisted", "forbidden", "forbidden", "forbidden", "ok", "401"],
        ["get team", "ok", "not_found", "forbidden", "forbidden", "forbidden", "ok", "401"],
        ["create team", "ok", "ok", "forbidden", "forbidden", "forbidden", "forbidden", "401"],
        ["rename team", "ok", "not_found", "forbidden", "forbidden", "forbidden", "ok", "401"],
        ["replace members", "ok", "not_found", "forbidden", "forbidden", "forbidden", "ok", "401"],
        ["delete team", "ok", "not_found", "forbidden", "forbidden", "forbidden", "ok", "401"],
        ["list players", "with thresholds", "without", "with thresholds", "unlisted", "unlisted", "with thresholds", "401"],
        ["get thresholds", "ok", "not_found", "ok", "not_found", "not_found", "ok", "401"],
        ["put thresholds", "ok", "not_found", "forbidden", "not_found", "not_found", "ok", "401"],
        ["delete thresholds", "ok", "not_found", "forbidden", "not_found", "not_found", "ok", "401"],
    ];

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var row in _table)
            {
                for (var i = 0; i < _callers.Length; i++)
                {
                    cells.Add(row[0], _callers[i], row[i + 1]);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_caller_may_do_what_the_table_says(string call, string caller, string expected)
    {
        var teamId = await TeamAsync();
        using var client = UserOf(caller) is { } user ? await ClientAsync(user) : stage.App.CreateClient();

        Assert.Equal(expected, await VerdictAsync(client, call, teamId));
    }

    [Theory]
    [InlineData("get team", TeamAction.ReadTeam)]
    [InlineData("rename team", TeamAction.ChangeTeam)]
    [InlineData("replace members", TeamAction.ChangeTeam)]
    [InlineData("delete team", TeamAction.ChangeTeam)]
    [InlineData("get thresholds", TeamAction.ReadThresholds)]
    [InlineData("put thresholds", TeamAction.ChangeThresholds)]
    [InlineData("delete thresholds", TeamAction.ChangeThresholds)]
    public void The_products_table_and_the_contracts_are_one(string call, TeamAction action)
    {
        var row = _table.Single(row => row[0] == call);
        foreach (var (caller, i) in _callers.Take(6).Select((caller, i) => (caller, i)))
        {
            var relation = Permissions.Of(
                new Caller(caller == Self ? "p" : caller, caller, caller switch { Leads or Stranger => Roles.Trainer, Self or Other => Roles.Player, Observer => Roles.Observer, _ => Roles.Admin }),
                leads: caller == Leads, action is TeamAction.ReadThresholds or TeamAction.ChangeThresholds ? "p" : null);
            Assert.Equal(row[i + 1] == "ok", (relation & Permissions.Allowed(action)) != 0);
        }
    }

    [Fact]
    public async Task A_team_is_made_filled_renamed_and_deleted()
    {
        using var client = await ClientAsync(stage.Trainer);
        using var made = await client.PostAsJsonAsync("/api/v1/teams", new { name = $"Team {Guid.NewGuid():N}" });
        var team = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("team");
        var path = $"/api/v1/teams/{team.GetProperty("teamId").GetString()}";
        Assert.Equal((HttpStatusCode.Created, path), (made.StatusCode, made.Headers.Location?.OriginalString));
        Assert.Equal((stage.Trainer.Id, stage.Trainer.DisplayName), (team.GetProperty("trainerId").GetString(), team.GetProperty("trainerName").GetString()));

        using var filled = await client.PutAsJsonAsync($"{path}/members", new { members = new object[] { new { playerId = stage.OtherPlayer.Id }, new { playerId = stage.Player.Id, number = 7 } } });
        var members = (await filled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("team").GetProperty("members");
        Assert.Equal([stage.Player.Id, stage.OtherPlayer.Id], members.EnumerateArray().Select(member => member.GetProperty("playerId").GetString()));
        Assert.Equal(7, members[0].GetProperty("number").GetInt32());
        Assert.False(members[1].TryGetProperty("number", out _));
        using var renamed = await client.PutAsJsonAsync(path, new { name = $"Other {Guid.NewGuid():N}" });
        Assert.StartsWith("Other", (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("name").GetString(), StringComparison.Ordinal);
        using var deleted = await client.DeleteAsync(new Uri(path, UriKind.Relative));
        using var gone = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("put", "", """{"name":5}""", 400, "name")]
    [InlineData("put", "", """{"name":" "}""", 400, "1 to 200")]
    [InlineData("put", "", "{", 400, "JSON")]
    [InlineData("put", "/members", """{"members":[{"playerId":"nobody"}]}""", 400, "not a player")]
    [InlineData("put", "/members", """{"members":[{"number":7}]}""", 400, "members")]
    [InlineData("put", "/members", """{"members":[{"playerId":"PLAYER","number":1.5}]}""", 400, "members")]
    [InlineData("put", "/members", """{"members":[{"playerId":"PLAYER","number":1000}]}""", 400, "999")]
    [InlineData("put", "/members", """{"members":[{"playerId":"PLAYER"},{"playerId":"PLAYER"}]}""", 400, "twice")]
    [InlineData("put", "/members", """{"members":[{"playerId":"PLAYER","number":7},{"playerId":"OTHER","number":7}]}""", 409, "number 7")]
    [InlineData("thresholds", "", """{"ftp":250}""", 400, "validFrom")]
    [InlineData("thresholds", "", """{"validFrom":"1.1.2026","ftp":250}""", 400, "validFrom")]
    [InlineData("thresholds", "", """{"validFrom":"1999-01-01","ftp":250}""", 400, "validFrom")]
    [InlineData("thresholds", "", """{"validFrom":"2026-01-01"}""", 400, "at least one")]
    [InlineData("thresholds", "", """{"validFrom":"2026-01-01","ftp":"much"}""", 400, "ftp")]
    [InlineData("thresholds", "", """{"validFrom":"2026-01-01","ftp":250.5}""", 400, "whole")]
    [InlineData("thresholds", "", """{"validFrom":"2026-01-01","heartRateMax":150,"heartRateRest":110,"lactateThreshold":100}""", 400, "heartRateRest")]
    public async Task What_cannot_be_taken_is_a_problem_that_names_it(string what, string path, string body, int status, string names)
    {
        var teamId = await TeamAsync();
        using var client = await ClientAsync(stage.Trainer);
        var address = what == "thresholds" ? $"/api/v1/players/{stage.Player.Id}/thresholds" : $"/api/v1/teams/{teamId}{path}";
        using var content = new StringContent(
            body.Replace("PLAYER", stage.Player.Id, StringComparison.Ordinal).Replace("OTHER", stage.OtherPlayer.Id, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PutAsync(new Uri(address, UriKind.Relative), content);

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(names, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Thresholds_are_kept_by_day_and_the_document_describes_all_that_is_answered()
    {
        var teamId = await TeamAsync();
        using var client = await ClientAsync(stage.Trainer);
        var path = $"/api/v1/players/{stage.Player.Id}/thresholds";
        using var first = await client.PutAsJsonAsync(path, new { validFrom = "2026-01-01", heartRateMax = 190, heartRateRest = 50, lactateThreshold = 170, ftp = 250, weight = 61.5 });
        using var second = await client.PutAsJsonAsync(path, new { validFrom = "2026-04-01", ftp = 260 });
        var read = await second.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("2026-04-01", 260), (read.GetProperty("current").GetProperty("validFrom").GetString(), read.GetProperty("current").GetProperty("ftp").GetInt32()));
        Assert.Contains("\"weight\":61.5", read.GetRawText(), StringComparison.Ordinal);
        var listed = await client.GetFromJsonAsync<JsonElement>($"/api/v1/players?teamId={teamId}");
        var document = await ApiDocument.ReadAsync(stage.App);
        Assert.Empty(document.Faults(read, "ThresholdHistoryBody"));
        Assert.Empty(document.Faults(listed, "PlayerPage"));
        var team = await client.GetFromJsonAsync<JsonElement>($"/api/v1/teams/{teamId}");
        Assert.Equal(1, team.GetProperty("members").GetArrayLength());
        Assert.Empty(document.Faults(team, "TeamBody"));
    }

    [Fact]
    public async Task Of_thresholds_an_absent_one_goes_on_null_clears_and_a_value_holds()
    {
        await TeamAsync();
        using var client = await ClientAsync(stage.Trainer);
        var path = $"/api/v1/players/{stage.Player.Id}/thresholds";
        using var first = await client.PutAsJsonAsync(path, new { validFrom = "2024-01-01", heartRateMax = 191, ftp = 240, weight = 60.5 });
        using var second = await client.PutAsJsonAsync(path, new { validFrom = "2024-02-01", ftp = 250, weight = (double?)null });
        using var third = await client.PutAsJsonAsync(path, new { validFrom = "2024-02-01", heartRateRest = 48 });
        var row = (await third.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("history").EnumerateArray().Single(row => row.GetProperty("validFrom").GetString() == "2024-02-01");

        Assert.Equal("""{"validFrom":"2024-02-01","heartRateMax":191,"heartRateRest":48,"ftp":250}""", row.GetRawText());
        using var crossed = await client.PutAsJsonAsync(path, new { validFrom = "2024-03-01", lactateThreshold = 195 });
        Assert.Contains("below heartRateMax, which is 191", await crossed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nothing = await client.PutAsJsonAsync(path, new { validFrom = "2024-03-01" });
        Assert.Contains("No threshold was given", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> TeamAsync()
    {
        using var client = await ClientAsync(stage.Trainer);
        using var made = await client.PostAsJsonAsync("/api/v1/teams", new { name = $"Team {Guid.NewGuid():N}" });
        if (made.StatusCode == HttpStatusCode.Conflict)
        {
            throw new InvalidOperationException(await made.Content.ReadAsStringAsync());
        }

        var teamId = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("team").GetProperty("teamId").GetString()!;
        using var filled = await client.PutAsJsonAsync($"/api/v1/teams/{teamId}/members", new { members = new[] { new { playerId = stage.Player.Id } } });
        using var held = await client.PutAsJsonAsync($"/api/v1/players/{stage.Player.Id}/thresholds", new { validFrom = "2025-01-01", heartRateMax = 190 });
        held.EnsureSuccessStatusCode();
        return teamId;
    }

    private async Task<string> VerdictAsync(HttpClient client, string call, string teamId)
    {
        var (team, thresholds) = ($"/api/v1/teams/{teamId}", $"/api/v1/players/{stage.Player.Id}/thresholds");
        using var response = await (call switch
        {
            "list teams" => client.GetAsync(new Uri("/api/v1/teams", UriKind.Relative)),
            "get team" => client.GetAsync(new Uri(team, UriKind.Relative)),
            "create team" => client.PostAsJsonAsync("/api/v1/teams", new { name = $"Team {Guid.NewGuid():N}" }),
            "rename team" => client.PutAsJsonAsync(team, new { name = $"Team {Guid.NewGuid():N}" }),
            "replace members" => client.PutAsJsonAsync($"{team}/members", new { members = Array.Empty<object>() }),
            "delete team" => client.DeleteAsync(new Uri(team, UriKind.Relative)),
            "list players" => client.GetAsync(new Uri("/api/v1/players", UriKind.Relative)),
            "get thresholds" => client.GetAsync(new Uri(thresholds, UriKind.Relative)),
            "put thresholds" => client.PutAsJsonAsync(thresholds, new { validFrom = "2026-03-01", ftp = 250 }),
            _ => client.DeleteAsync(new Uri($"{thresholds}/2025-01-01", UriKind.Relative)),
        });
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "401";
        }

        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        if (!response.IsSuccessStatusCode)
        {
            return body.GetProperty("code").GetString()!;
        }

        return call switch
        {
            "list teams" => body.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("teamId").GetString() == teamId) ? "ok" : "unlisted",
            "list players" => body.GetProperty("items").EnumerateArray().SingleOrDefault(item => item.GetProperty("playerId").GetString() == stage.Player.Id) is { ValueKind: JsonValueKind.Object } item
                ? item.TryGetProperty("thresholds", out _) ? "with thresholds" : "without"
                : "unlisted",
            _ => "ok",
        };
    }

    private User? UserOf(string caller) => caller switch
    {
        Leads => stage.Trainer,
        Stranger => stage.OtherTrainer,
        Self => stage.Player,
        Other => stage.OtherPlayer,
        Observer => stage.Observer,
        Admin => stage.Admin,
        _ => null,
    };

    private async Task<HttpClient> ClientAsync(User user) => stage.App.CreateClient(await stage.App.TokenForAsync(user));
}
