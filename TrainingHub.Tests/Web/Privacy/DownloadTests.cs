using System.IO.Compression;
using System.Net;
using System.Text.Json;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Privacy;

/// <summary><em>Download my data</em>: a zip of what is kept of oneself, and nothing of others.</summary>
public sealed class DownloadTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task It_holds_the_account_and_ones_own_events_and_samples_and_nobody_elses()
    {
        var sessionId = await stage.NewSessionAsync();
        var otherId = await stage.NewSessionAsync();
        await using (var room = await Room.OpenAsync(stage, sessionId))
        {
            await room.Player.MustAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, heartRate = 143.5, deviceId = "my strap" });
            await using var other = await stage.JoinAsync(stage.OtherPlayer, sessionId, "player");
            await other.MustAsync("training:player:metrics", new { sessionId, playerId = stage.OtherPlayer.Id, heartRate = 151.25, deviceId = "their strap" });
            await room.Trainer.MustAsync("training:message:send", new { sessionId, playerIds = new[] { stage.OtherPlayer.Id }, text = "Between us two" });
            await room.Trainer.MustAsync("training:message:send", new { sessionId, text = "Said to all" });
            await room.Player.MustAsync("training:player:exercise:progress",
                new { sessionId, playerId = stage.Player.Id, exerciseId = "row", exerciseName = "Row", setNumber = 1, totalSets = 3, completed = true, reps = 9, weight = 41.5 });
            await room.ActAsync("end");
        }

        using var zip = await DownloadAsync();

        Assert.Contains(JsonDocument.Parse(Read(zip, "audit.json")).RootElement.EnumerateArray(), line => line.GetProperty("kind").GetString() == "data_downloaded" && line.GetProperty("byYou").GetBoolean());
        Assert.Superset(new HashSet<string> { "README.txt", "account.json", "audit.json", $"sessions/{sessionId}.jsonl", $"sessions/{otherId}.jsonl" }, zip.Entries.Select(entry => entry.FullName).ToHashSet());
        var account = JsonDocument.Parse(Read(zip, "account.json")).RootElement;
        Assert.Equal((stage.Player.Id, "Pia Player", stage.Player.Email), (account.GetProperty("id").GetString(), account.GetProperty("name").GetString(), account.GetProperty("email").GetString()));
        var events = Read(zip, $"sessions/{sessionId}.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["created", "playerJoined", "started", "metrics"], events.Take(4).Select(one => one.GetProperty("type").GetString()!));
        Assert.Equal(("my strap", 143.5), (events[3].GetProperty("deviceId").GetString(), events[3].GetProperty("values").GetProperty("heartRate").GetDouble()));
        Assert.Equal(200, Assert.Single(events[0].GetProperty("session").GetProperty("players").EnumerateArray()).GetProperty("thresholds").GetProperty("heartRateMaxBpm").GetDouble());
        Assert.Equal(stage.Player.Id, Assert.Single(events.Single(one => one.GetProperty("type").GetString() == "messageSent").GetProperty("to").EnumerateArray()).GetString());
        Assert.Contains(JsonDocument.Parse(Read(zip, "sets.json")).RootElement.EnumerateArray(), set => set.GetProperty("sessionId").GetString() == sessionId && set.GetProperty("weightKg").GetDouble() == 41.5);
        foreach (var entry in zip.Entries)
        {
            var text = Read(zip, entry.FullName);
            Assert.All([stage.OtherPlayer.Id, "Ole Player", "their strap", "151.25", "Between us two", "Ona Observer"], theirs => Assert.DoesNotContain(theirs, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Nobody_gets_it_who_is_not_signed_in_or_whose_form_was_forged()
    {
        using var nobody = stage.App.CreateClient();
        using var content = new FormUrlEncodedContent([]);
        using var answer = await nobody.PostAsync(new Uri("account/manage/download", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);

        using var player = await stage.App.CreateClientAsync(stage.Player);
        using var forged = await player.PostAsync(new Uri("account/manage/download", UriKind.Relative), content);
        Assert.False(forged.IsSuccessStatusCode);
    }

    private static string Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private async Task<ZipArchive> DownloadAsync()
    {
        using var browser = await stage.App.CreateClientAsync(stage.Player);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri("account/manage/data", UriKind.Relative)));
        var form = page.QuerySelector("form[action='account/manage/download']")!;
        using var content = new FormUrlEncodedContent(form.QuerySelectorAll("input[name]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? ""));
        using var answer = await browser.PostAsync(new Uri("account/manage/download", UriKind.Relative), content);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
    }
}
