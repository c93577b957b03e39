using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Core.Workouts;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Commands;

/// <summary>`backup` while the server works, and `restore` elsewhere.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Players = 4;
    private const int AcksBeforeTheBackup = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traininghub-backup-");

    private string Archive => Path.Combine(_folder.FullName, "club.backup");

    private string Elsewhere => Path.Combine(_folder.FullName, "elsewhere");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_is_there_where_it_is_restored_and_everybody_can_sign_in()
    {
        await using var app = await WebApp.StartAsync(web => web.UseSetting("Limits:Metrics:Period", "00:00:00.001").UseSetting("Limits:Metrics:Burst", "1000"));
        var trainer = await app.CreateUserAsync("Tara Trainer", RoleNames.Trainer);
        var players = new List<User>();
        for (var i = 0; i < Players; i++)
        {
            players.Add(await app.CreateUserAsync($"Player {i}", RoleNames.Player));
        }

        var token = await app.TokenForAsync(trainer);
        var sessionId = await NewSessionAsync(app, trainer, players);
        string epoch;
        await using (var link = await HubLink.ConnectAsync(app.Address, token))
        {
            epoch = (await link.JoinAsync(sessionId, "trainer")).GetProperty("epoch").GetString()!;
            await link.MustAsync("training:session:start", new { sessionId });
        }

        var acknowledged = await BackUpUnderLoadAsync(app, sessionId, players);
        await Ops.MustAsync(Elsewhere, "restore", Archive);

        await using var restored = await WebApp.StartAsync(dataDirectory: Elsewhere);
        await using var back = await HubLink.ConnectAsync(restored.Address, token);
        var joined = await back.MustAsync("training:session:join", new { sessionId, role = "trainer", epoch, sinceSeq = 1 });
        Assert.NotEqual(epoch, joined.GetProperty("epoch").GetString());
        Assert.False(joined.GetProperty("resumed").GetBoolean());
        var session = joined.GetProperty("session");
        Assert.Equal("active", session.GetProperty("status").GetString());
        Assert.All(session.GetProperty("players").EnumerateArray(), player => Assert.True(
            player.GetProperty("metrics").GetProperty("distance").GetDouble() >= acknowledged[player.GetProperty("playerId").GetString()!]));
        await back.MustAsync("training:session:end", new { sessionId });
        await AssertSignsInAsync(restored, trainer);
    }

    [Fact]
    public async Task A_backup_is_its_owners_alone_and_overwrites_nothing()
    {
        await using var app = await WebApp.StartAsync();
        await Ops.MustAsync(app.DataDirectory, "backup", Archive);
        var before = await File.ReadAllBytesAsync(Archive);

        Assert.Contains("exists already", await Ops.RefusedAsync(app.DataDirectory, "backup", Archive), StringComparison.Ordinal);

        Assert.Equal(before, await File.ReadAllBytesAsync(Archive));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Archive) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [Fact]
    public async Task A_backup_that_cannot_be_made_leaves_nothing_behind()
    {
        var data = _folder.CreateSubdirectory("data");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "traininghub.db"), "");
        await File.WriteAllTextAsync(Path.Combine(data.FullName, "journal.db"), new string('x', 8192));

        Assert.Contains("could not be made", await Ops.RefusedAsync(data.FullName, "backup", Archive), StringComparison.Ordinal);

        Assert.Equal(["data"], _folder.GetFileSystemInfos().Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_restore_is_refused_while_the_server_runs()
    {
        await using var app = await WebApp.StartAsync();
        await Ops.MustAsync(app.DataDirectory, "backup", Archive);

        Assert.Contains("in use by another TrainingHub process", await Ops.RefusedAsync(app.DataDirectory, "restore", Archive), StringComparison.Ordinal);
    }

    private static async Task<string> NewSessionAsync(WebApp app, User trainer, List<User> players)
    {
        var session = new NewSession(
            Ids.New(), ExampleWorkouts.All[0], trainer.Id, trainer.DisplayName, null, null, false,
            [.. players.Select(player => new RosterPlayer(player.Id, player.DisplayName, null, Thresholds.Unknown))], []);
        var reply = await app.Services.GetRequiredService<ISessions>().CreateAsync(new Caller(trainer.Id, trainer.DisplayName, Roles.Trainer), session, CancellationToken.None);
        Assert.True(reply.Ok);
        return session.SessionId;
    }

    /// <returns>The distance of each player that was acknowledged when the backup began.</returns>
    private async Task<Dictionary<string, int>> BackUpUnderLoadAsync(WebApp app, string sessionId, List<User> players)
    {
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acks = 0;
        var senders = players.Select(player => (player.Id, Sender: new SteadySender(sessionId, player.Id))).ToList();
        var links = await Task.WhenAll(players.Select(async player =>
        {
            var link = await HubLink.ConnectAsync(app.Address, await app.TokenForAsync(player));
            await link.JoinAsync(sessionId, "player");
            return link;
        }));
        var sending = senders.Zip(links, (sender, link) => sender.Sender.SendUntilItIsGoneAsync(link, () =>
        {
            if (Interlocked.Increment(ref acks) == AcksBeforeTheBackup)
            {
                busy.SetResult();
            }
        })).ToList();
        await busy.Task.WaitAsync(Patience);

        var acknowledged = senders.ToDictionary(sender => sender.Id, sender => sender.Sender.Acknowledged);
        await Ops.MustAsync(app.DataDirectory, "backup", Archive);

        Assert.All(sending, sent => Assert.False(sent.IsCompleted));
        foreach (var link in links)
        {
            await link.DisposeAsync();
        }

        await Task.WhenAll(sending).WaitAsync(Patience);
        return acknowledged;
    }

    private static async Task AssertSignsInAsync(WebApp app, User user)
    {
        using var browser = app.CreateClient();
        var form = await PageForm.OpenAsync(browser, "account/login", "Sign in");
        var answer = await form.With("email", user.Email!).With("password", WebApp.Password).SendAsync();
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }
}
