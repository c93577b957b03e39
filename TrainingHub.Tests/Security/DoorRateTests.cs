using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web;
using TrainingHub.Tests.Web.Tokens;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Security;

/// <summary>Who knocks too often is told to wait. Each caller here comes through a trusted proxy, which says from where.</summary>
public sealed class DoorRateTests
{
    private const string Home = "203.0.113.7", Elsewhere = "198.51.100.9";

    [Fact]
    public async Task An_address_that_tries_many_sign_ins_has_to_wait_and_others_do_not()
    {
        await using var app = await StartAsync(("Limits:Address:SignIn:Burst", "3"), ("Limits:Address:SignIn:Period", "00:10:00"));
        using var attacker = From(app, Home);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await TryPasswordAsync(attacker, $"{i}@example.org")).Status);
        }

        using var refused = await PostAsync(attacker, "account/login", ("Input.Email", "4@example.org"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(SecurityHeadersTests.Header(refused, "Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 600);
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Too many attempts", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = From(app, Elsewhere);
        Assert.Equal(HttpStatusCode.OK, (await TryPasswordAsync(other, "5@example.org")).Status);
        using var local = app.CreateClient();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await TryPasswordAsync(local, $"{i}@example.net")).Status);
        }
    }

    [Fact]
    public async Task An_account_that_is_tried_from_everywhere_has_to_wait_whoever_it_is_and_whether_it_exists_or_not()
    {
        await using var app = await StartAsync(("Limits:Account:SignIn:Burst", "3"), ("Limits:Account:SignIn:Period", "00:10:00"));
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        foreach (var email in new[] { user.Email!, "nobody@example.org" })
        {
            for (var i = 1; i <= 3; i++)
            {
                using var somewhere = From(app, $"203.0.113.{i}");
                Assert.Equal(HttpStatusCode.OK, (await TryPasswordAsync(somewhere, i == 2 ? $" {email.ToUpperInvariant()} " : email)).Status);
            }

            using var next = From(app, "203.0.113.4");
            using var refused = await PostAsync(next, "account/login", ("Input.Email", email));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }
    }

    [Theory]
    [InlineData("account/login", "caf\u00e9@example.org", "cafe\u0301@example.org")]
    [InlineData("account/forgot", "ada@example.org", "ADA@example.org")]
    public async Task An_account_is_one_however_it_is_written_and_whatever_else_stands_in_the_form(string path, string email, string written)
    {
        await using var app = await StartAsync(("Limits:Account:SignIn:Burst", "2"), ("Limits:Account:SignIn:Period", "00:10:00"));
        using var client = app.CreateClient();
        using var first = await PostAsync(client, path, ("Input.Email", email), ("Input.Email", "1@example.org"));
        using var second = await PostAsync(client, path, ("Input.Email", written), ("Input.Email", "2@example.org"));

        using var third = await PostAsync(client, path, ("Input.Email", email), ("Input.Email", "3@example.org"));

        Assert.Equal([false, false, true], new[] { first, second, third }.Select(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_program_is_told_in_the_words_of_OAuth()
    {
        await using var app = await StartAsync(
            ("Limits:Address:Token:Burst", "2"), ("Limits:Address:Token:Period", "00:10:00"), ("Limits:Address:Device:Burst", "1"), ("Limits:Address:Device:Period", "00:10:00"));
        using var device = From(app, Home);
        var asked = await OAuthClient.AskForDeviceAsync(device);
        using var another = await PostAsync(device, "connect/device", ("client_id", KnownClients.Device));
        Assert.Equal("authorization_pending", (await OAuthClient.PollAsync(device, asked)).Text("error"));
        Assert.Equal("authorization_pending", (await OAuthClient.PollAsync(device, asked)).Text("error"));

        Assert.Equal("slow_down", (await OAuthClient.PollAsync(device, asked)).Text("error"));
        using var refresh = await PostAsync(device, "connect/token", ("grant_type", "refresh_token"), ("client_id", KnownClients.Device), ("refresh_token", "x"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "temporarily_unavailable"), (refresh.StatusCode, (await refresh.Content.ReadFromJsonAsync<JsonElement>()).Text("error")));
        Assert.Equal(HttpStatusCode.TooManyRequests, another.StatusCode);
        Assert.NotNull(SecurityHeadersTests.Header(another, "Retry-After"));
    }

    [Fact]
    public async Task Nobody_guesses_the_secret_of_a_service_or_the_code_of_a_device_for_long()
    {
        await using var app = await StartAsync(
            ("Limits:Account:Token:Burst", "2"), ("Limits:Account:Token:Period", "00:10:00"), ("Limits:Account:Verify:Burst", "2"), ("Limits:Account:Verify:Period", "00:10:00"));
        using var guesser = app.CreateClient();
        List<HttpStatusCode> secrets = [], codes = [];
        for (var i = 0; i < 3; i++)
        {
            using var answer = await PostAsync(guesser, "connect/token", ("grant_type", "client_credentials"), ("client_id", "gateway"), ("client_secret", $"guess {i}"));
            secrets.Add(answer.StatusCode);
        }

        guesser.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("gateway:guess"u8));
        using var otherwise = await PostAsync(guesser, "connect/revoke", ("token", "x"));
        Assert.Equal(HttpStatusCode.TooManyRequests, otherwise.StatusCode);
        using var browser = await app.CreateClientAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        for (var i = 0; i < 3; i++)
        {
            using var answer = await browser.GetAsync(new Uri($"connect/verify?user_code=0000-0000-000{i}", UriKind.Relative));
            codes.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.TooManyRequests], secrets.Skip(2));
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, secrets.Take(2));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], codes);
    }

    [Fact]
    public async Task An_address_holds_so_many_hub_connections_and_no_more()
    {
        await using var app = await StartAsync(("Limits:Address:Connections", "2"));
        var token = await app.TokenForAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        using var first = await SocketAsync(app, $"training?access_token={token}", Home);
        using var second = await SocketAsync(app, $"training?access_token={token}", Home);

        using var third = await SocketAsync(app, $"training?access_token={token}", Home);
        using var neighbour = await SocketAsync(app, $"training?access_token={token}", Elsewhere);

        Assert.Equal([101, 101, 429, 101], [(int)first.HttpStatusCode, (int)second.HttpStatusCode, (int)third.HttpStatusCode, (int)neighbour.HttpStatusCode]);
    }

    [Fact]
    public async Task A_user_has_so_many_pages_open_and_no_more()
    {
        await using var app = await StartAsync(("Limits:CircuitsPerUser", "2"));
        var (name, cookie) = await app.CookieForAsync(await app.CreateUserAsync("Ada", RoleNames.Player));
        var (_, others) = await app.CookieForAsync(await app.CreateUserAsync("Ben", RoleNames.Player));
        using var first = await SocketAsync(app, "_blazor", Home, $"{name}={cookie}");
        using var second = await SocketAsync(app, "_blazor", Elsewhere, $"{name}={cookie}");

        using var third = await SocketAsync(app, "_blazor", Home, $"{name}={cookie}");
        using var neighbour = await SocketAsync(app, "_blazor", Home, $"{name}={others}");

        Assert.Equal([101, 101, 429, 101], [(int)first.HttpStatusCode, (int)second.HttpStatusCode, (int)third.HttpStatusCode, (int)neighbour.HttpStatusCode]);
    }

    [Fact]
    public async Task A_form_that_is_too_long_is_not_read()
    {
        await using var app = await StartAsync(("Limits:BodyBytes", "65536"));
        using var client = app.CreateClient();

        using var tooLong = await PostAsync(client, "account/login", ("Input.Email", "x"), ("Input.Password", new string('x', 70_000)));
        using var longEnough = await PostAsync(client, "account/login", ("Input.Email", "x"), ("Input.Password", new string('x', 60_000)));

        // The other has no form's token either.
        Assert.Equal([HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest], [tooLong.StatusCode, longEnough.StatusCode]);
    }

    [Fact]
    public async Task A_session_has_so_many_players_and_a_trainer_so_many_sessions_and_no_more()
    {
        await using var app = await StartAsync(("Limits:PlayersPerSession", "2"), ("Limits:SessionsPerTrainer", "1"));
        var trainer = await app.CreateUserAsync("Tara", RoleNames.Trainer);
        List<string> players = [];
        for (var i = 0; i < 3; i++)
        {
            players.Add((await app.CreateUserAsync($"Player {i}", RoleNames.Player)).Id);
        }

        using var client = app.CreateClient(await app.TokenForAsync(trainer));
        using var tooMany = await client.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = players });
        using var first = await client.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = players[..2] });
        using var second = await client.PostAsJsonAsync("/api/v1/sessions", new { workoutId = ExampleWorkouts.All[0].WorkoutId, playerIds = players[..1] });

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.Created, HttpStatusCode.Conflict], [tooMany.StatusCode, first.StatusCode, second.StatusCode]);
        Assert.Contains("at most 2", await tooMany.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<WebApp> StartAsync(params (string Name, string Value)[] settings) => WebApp.StartAsync(web =>
    {
        web.UseSetting("Server:TrustedProxies:0", "127.0.0.0/8");
        foreach (var (name, value) in settings)
        {
            web.UseSetting(name, value);
        }
    });

    private static HttpClient From(WebApp app, string address)
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    private static async Task<PageForm.Answer> TryPasswordAsync(HttpClient browser, string email)
        => await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", email).With("password", "not the password").SendAsync();

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private static async Task<ClientWebSocket> SocketAsync(WebApp app, string path, string address, string? cookie = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-Forwarded-For", address);
        if (cookie is not null)
        {
            socket.Options.SetRequestHeader("Cookie", cookie);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await Record.ExceptionAsync(() => socket.ConnectAsync(new Uri($"ws://{app.Address.Authority}/{path}"), patience.Token));
        return socket;
    }
}
