using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TrainingHub.Core.Workouts.Files;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Api;

public sealed class WorkoutApiTests(HubStage stage) : IClassFixture<HubStage>
{
    private const string Steps = """
        [{"step":"interval","name":"Warm up","duration":300,"intensity":"easy","target":{"kind":"percentOfFtp","min":45,"max":50},"rampTo":{"kind":"percentOfFtp","min":65,"max":70},"cadence":85},
         {"step":"repeat","name":"Repeat","times":2,"steps":[
           {"step":"interval","name":"Run","id":"run","distance":400,"intensity":"hard","target":{"kind":"paceSecondsPerKm","min":200,"max":220}},
           {"step":"transition","name":"To the rack","duration":45},
           {"step":"exercise","name":"Squat","sets":3,"reps":8,"weight":62.5,"rest":90},
           {"step":"drill","name":"Ladder","attempts":4,"targetTime":12.5,"rest":30}]}]
        """;

    private const string Zwo = "<workout_file><n>No name</n><workout><SteadyState Duration=\"60\" Power=\"0.8\"/><Sprint/></workout></workout_file>";

    private static readonly string Good = $$"""{"name":"Mixed","type":"hybrid","description":"All there is","tags":["U18","hill"],"template":true,"shared":true,"steps":{{Steps}}}""";

    public static TheoryData<string, string> Malformed => new()
    {
        { "", "name" },
        { "[]", "object" },
        { "{", "JSON" },
        { """{"type":"hybrid","steps":[]}""", "name was missing" },
        { """{"name":"x","type":"yoga","steps":[]}""", "type was 'yoga'" },
        { """{"name":"x","type":"hybrid"}""", "steps was missing" },
        { """{"name":"x","type":"hybrid","steps":{}}""", "steps was an object" },
        { """{"name":"x","type":"hybrid","steps":[]}""", "at least one" },
        { """{"name":"x","type":"hybrid","steps":[7]}""", "steps[0] was 7" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"nap","name":"y"}]}""", "steps[0].step was 'nap'" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"repeat","times":2,"steps":[{"step":"transition","duration":5}]}]}""", "steps[0].steps[0].name was missing" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":"long","intensity":"easy"}]}""", "steps[0].duration was 'long'" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":1e300,"intensity":"easy"}]}""", "steps[0].duration" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":60,"intensity":"brisk"}]}""", "steps[0].intensity was 'brisk'" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":60,"intensity":"easy","target":{"kind":"vibes","min":1,"max":2}}]}""", "steps[0].target.kind was 'vibes'" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":60,"intensity":"easy","target":{"kind":"powerWatts","min":1}}]}""", "steps[0].target.max was missing" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"interval","name":"y","duration":0,"intensity":"easy"}]}""", "Step 1, y: duration was 0 s" },
        { """{"name":"x","type":"hybrid","steps":[{"step":"exercise","name":"y","sets":2.5}]}""", "steps[0].sets was 2.5" },
        { """{"name":"x","type":"hybrid","tags":[5],"steps":[]}""", "tags was 5" },
        { """{"name":"x","type":"hybrid","changedAt":"soon","steps":[]}""", "changedAt" },
    };

    [Fact]
    public async Task A_workout_comes_back_as_it_was_sent_and_a_session_can_be_made_of_it()
    {
        using var trainer = await ClientAsync(stage.Trainer);

        using var made = await trainer.PostAsync(Path(""), Json(Good));
        var workout = await made.Content.ReadFromJsonAsync<JsonElement>();
        var id = workout.GetProperty("workoutId").GetString()!;

        Assert.Equal((HttpStatusCode.Created, $"/api/v1/workouts/{id}"), (made.StatusCode, made.Headers.Location?.OriginalString));
        var read = await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/workouts/{id}");
        Assert.Equal(workout.GetRawText(), read.GetRawText());
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Steps).RootElement, read.GetProperty("steps")), read.GetProperty("steps").GetRawText());
        Assert.Equal(("Mixed", "hybrid", "All there is", true, true, true, false), (
            read.GetProperty("name").GetString(), read.GetProperty("type").GetString(), read.GetProperty("description").GetString(),
            read.GetProperty("template").GetBoolean(), read.GetProperty("shared").GetBoolean(), read.GetProperty("own").GetBoolean(), read.GetProperty("example").GetBoolean()));
        Assert.Equal(["u18", "hill"], read.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(14, read.GetProperty("sets").GetInt32());

        using var session = await trainer.PostAsJsonAsync("/api/v1/sessions", new { workoutId = id, playerIds = new[] { stage.Player.Id } });
        Assert.Equal(HttpStatusCode.Created, session.StatusCode);
    }

    [Fact]
    public async Task A_replacement_is_whole_and_one_of_an_older_state_is_a_conflict()
    {
        using var trainer = await ClientAsync(stage.Trainer);
        var id = await MakeAsync(trainer);
        var before = (await trainer.GetFromJsonAsync<JsonElement>($"/api/v1/workouts/{id}")).GetProperty("changedAt").GetString();

        using var replaced = await trainer.PutAsync(Path($"/{id}"), Json($$"""{"name":"New","type":"conditioning","changedAt":"{{before}}","steps":[{"step":"interval","name":"Ride","duration":60,"intensity":"easy"}]}"""));
        var workout = await replaced.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.OK, "New", 60d, 0), (replaced.StatusCode, workout.GetProperty("name").GetString(), workout.GetProperty("duration").GetDouble(), workout.GetProperty("tags").GetArrayLength()));
        Assert.False(workout.TryGetProperty("description", out _));

        using var late = await trainer.PutAsync(Path($"/{id}"), Json(Good.Replace("\"type\"", "\"changedAt\":\"2020-01-01T00:00:00Z\",\"type\"", StringComparison.Ordinal)));
        await AssertProblemAsync(late, HttpStatusCode.Conflict, "conflict", "changed elsewhere");
    }

    [Fact]
    public async Task A_workout_that_was_deleted_is_gone()
    {
        using var trainer = await ClientAsync(stage.Trainer);
        var id = await MakeAsync(trainer);

        using var gone = await trainer.DeleteAsync(Path($"/{id}"));
        using var again = await trainer.DeleteAsync(Path($"/{id}"));
        using var example = await trainer.DeleteAsync(Path("/example-tabata"));

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await AssertProblemAsync(again, HttpStatusCode.NotFound, "not_found", "no such workout");
        await AssertProblemAsync(example, HttpStatusCode.Forbidden, "forbidden", "copy");
    }

    [Fact]
    public async Task The_list_goes_page_by_page_and_finds_by_text_tag_and_type()
    {
        var coach = await stage.App.CreateUserAsync("Cora Coach", RoleNames.Trainer);
        using var client = await ClientAsync(coach);
        for (var number = 0; number < 52; number++)
        {
            using var made = await client.PostAsync(Path(""), Json(
                $$"""{"name":"Ride {{number:00}}","type":"conditioning","tags":["t{{number}}"],"steps":[{"step":"interval","name":"Ride","duration":60,"intensity":"easy"}]}"""));
            made.EnsureSuccessStatusCode();
        }

        var first = await ListAsync(client, "");
        var names = Names(first);
        for (var page = first; page.TryGetProperty("next", out var next);)
        {
            page = await ListAsync(client, $"?after={next.GetString()}");
            names = [.. names, .. Names(page)];
        }

        Assert.Equal(50, Names(first).Count);
        Assert.Equal(Enumerable.Range(0, 52).Select(number => $"Ride {number:00}"), names.Where(name => name.StartsWith("Ride ", StringComparison.Ordinal)));
        Assert.Contains("Strength A", names);
        Assert.Equal(["Ride 07"], Names(await ListAsync(client, "?tag=T7")));
        Assert.Equal(["Ride 51"], Names(await ListAsync(client, "?text=ride+51")));
        Assert.Contains("Strength A", Names(await ListAsync(client, "?type=strength")));
        Assert.DoesNotContain("Ride 07", Names(await ListAsync(client, "?type=strength")));

        using var type = await client.GetAsync(Path("?type=yoga"));
        await AssertProblemAsync(type, HttpStatusCode.BadRequest, "invalid", "type was 'yoga'");
        using var after = await client.GetAsync(Path("?after=nothing"));
        await AssertProblemAsync(after, HttpStatusCode.BadRequest, "invalid", "after");
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_workout_that_cannot_be_saved_names_the_property(string body, string names)
    {
        using var trainer = await ClientAsync(stage.Trainer);

        using var refused = await trainer.PostAsync(Path(""), Json(body));

        await AssertProblemAsync(refused, HttpStatusCode.BadRequest, "invalid", names);
    }

    [Fact]
    public async Task A_file_is_imported_with_notes_and_a_bad_one_named_by_its_line()
    {
        using var trainer = await ClientAsync(stage.Trainer);

        using var made = await trainer.PostAsync(Path("/import?fileName=My%20ride.zwo"), new StringContent(Zwo));
        var workout = await made.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Created, "My ride"), (made.StatusCode, workout.GetProperty("name").GetString()));
        Assert.Equal(["Line 1: Sprint is not known and was left out."], workout.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));

        using var bad = await trainer.PostAsync(Path("/import?fileName=My%20ride.zwo"), new StringContent(Zwo.Replace("0.8", "lots", StringComparison.Ordinal)));
        await AssertProblemAsync(bad, HttpStatusCode.BadRequest, "invalid", "Line 1, SteadyState: Power was 'lots'");
        using var none = await trainer.PostAsync(Path("/import"), null);
        await AssertProblemAsync(none, HttpStatusCode.BadRequest, "invalid", "empty");
    }

    [Fact]
    public async Task A_file_may_have_a_mebibyte_and_not_a_byte_more_however_it_comes()
    {
        using var trainer = await ClientAsync(stage.Trainer);
        var largest = System.Text.Encoding.UTF8.GetBytes(Zwo.Replace("</workout>", $"</workout><!--{new string('x', WorkoutFile.LargestBytes - Zwo.Length - 7)}-->", StringComparison.Ordinal));

        using var fits = await trainer.PostAsync(Path("/import?fileName=a.zwo"), new ByteArrayContent(largest));
        using var tooLong = await trainer.PostAsync(Path("/import?fileName=a.zwo"), new ByteArrayContent([.. largest, 32]));
        using var chunked = new HttpRequestMessage(HttpMethod.Post, Path("/import?fileName=a.zwo")) { Content = new StreamContent(new MemoryStream([.. largest, 32])) };
        chunked.Headers.TransferEncodingChunked = true;
        using var tooLongInParts = await trainer.SendAsync(chunked);

        Assert.Equal(WorkoutFile.LargestBytes, largest.Length);
        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        await AssertProblemAsync(tooLong, HttpStatusCode.BadRequest, "invalid", "1048576 bytes");
        await AssertProblemAsync(tooLongInParts, HttpStatusCode.BadRequest, "invalid", "1048576 bytes");
    }

    [Theory]
    [InlineData("zwo", "application/xml")]
    [InlineData("fit", "application/vnd.ant.fit")]
    public async Task An_export_can_be_imported_and_says_what_the_format_cannot(string format, string type)
    {
        using var trainer = await ClientAsync(stage.Trainer);
        var id = await MakeAsync(trainer);

        using var file = await trainer.GetAsync(Path($"/{id}/export?format={format}"));
        var content = await file.Content.ReadAsByteArrayAsync();

        Assert.Equal((HttpStatusCode.OK, type, $"{id}.{format}"), (file.StatusCode, file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.FileName));
        Assert.NotEmpty(JsonSerializer.Deserialize<string[]>(file.Headers.GetValues("X-Export-Notes").Single())!);
        Assert.Equal("Mixed", WorkoutFile.Read($"a.{format}", content).Name);
        using var none = await trainer.GetAsync(Path($"/{id}/export?format=pdf"));
        await AssertProblemAsync(none, HttpStatusCode.BadRequest, "invalid", "format was 'pdf'; it must be zwo or fit.");
    }

    [Theory]
    [MemberData(nameof(WhoMay.OverLibrary), MemberType = typeof(WhoMay))]
    public async Task A_caller_may_do_with_the_library_what_the_table_says(string call, string caller, string expected)
    {
        using var owner = await ClientAsync(stage.Trainer);
        var id = await MakeAsync(owner, shared: call.Contains("shared", StringComparison.Ordinal));
        using var client = await WhoMay.TokenAsync(stage, caller) is { } token ? stage.App.CreateClient(token) : stage.App.CreateClient();

        using var response = await (call.Split(' ')[0] switch
        {
            "list" => client.GetAsync(Path($"?tag={id.ToLowerInvariant()}")),
            "make" => client.PostAsync(Path(""), Json(Good)),
            "import" => client.PostAsync(Path("/import?fileName=a.zwo"), new StringContent(Zwo)),
            "get" => client.GetAsync(Path($"/{id}")),
            "export" => client.GetAsync(Path($"/{id}/export?format=zwo")),
            "replace" => client.PutAsync(Path($"/{id}"), Json(Good)),
            _ => client.DeleteAsync(Path($"/{id}")),
        });

        Assert.Equal(expected, await VerdictAsync(call, id, response, client));
    }

    private static async Task<string> VerdictAsync(string call, string id, HttpResponseMessage response, HttpClient client)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return "401";
        }

        if (!response.IsSuccessStatusCode)
        {
            return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
        }

        return call.StartsWith("list", StringComparison.Ordinal) && !await ListsAsync(client, id) ? "unlisted" : "ok";
    }

    // Others' tests fill the list meanwhile: it is read to its end.
    private static async Task<bool> ListsAsync(HttpClient client, string id)
    {
        for (string? after = null; ;)
        {
            var page = await ListAsync(client, after is null ? "" : $"?after={after}");
            if (page.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("workoutId").GetString() == id))
            {
                return true;
            }

            if (!page.TryGetProperty("next", out var next))
            {
                return false;
            }

            after = next.GetString();
        }
    }

    private static async Task<string> MakeAsync(HttpClient trainer, bool shared = false)
    {
        using var made = await trainer.PostAsync(Path(""), Json(Good.Replace("\"shared\":true", $"\"shared\":{(shared ? "true" : "false")}", StringComparison.Ordinal)));
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("workoutId").GetString()!;
    }

    private async Task<HttpClient> ClientAsync(User user) => stage.App.CreateClient(await stage.App.TokenForAsync(user));

    private static async Task<JsonElement> ListAsync(HttpClient client, string query) => await client.GetFromJsonAsync<JsonElement>($"/api/v1/workouts{query}");

    private static List<string> Names(JsonElement list) => [.. list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    private static Uri Path(string rest) => new($"/api/v1/workouts{rest}", UriKind.Relative);

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code, string names)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(names, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
