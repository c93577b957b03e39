using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class InvitationTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private Caller _admin = null!;

    private Invitations Invitations => app.Services.GetRequiredService<Invitations>();

    public async Task InitializeAsync() => _admin = await app.CreateAdminAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_link_lets_a_person_set_their_password_once()
    {
        var email = Email();
        var invited = await Invitations.CreateAsync(_admin, email, "Ada", [RoleNames.Player]);
        using var browser = app.CreateClient();
        var form = (await PageForm.OpenAsync(browser, $"account/invite/{invited.Token}", "Set the password")).With("new-password", WebApp.Password);

        var answer = await form.SendAsync();

        Assert.Equal("/account/login", answer.Redirect);
        Assert.Equal(RefusalCode.NotFound, (await Invitations.RedeemAsync(invited.Token!, "yet another password"))!.Code);
        var signedIn = await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", email).With("password", WebApp.Password).SendAsync();
        Assert.Equal("/", signedIn.Redirect);
    }

    [Fact]
    public async Task A_password_that_is_refused_leaves_the_link_working()
    {
        var invited = await Invitations.CreateAsync(_admin, Email(), "Ada", [RoleNames.Player]);

        Assert.Equal(RefusalCode.Invalid, (await Invitations.RedeemAsync(invited.Token!, "short"))!.Code);
        Assert.Null(await Invitations.RedeemAsync(invited.Token!, WebApp.Password));
    }

    [Fact]
    public async Task Of_two_who_use_the_link_at_once_one_is_refused()
    {
        var invited = await Invitations.CreateAsync(_admin, Email(), "Ada", [RoleNames.Player]);

        var refusals = await Task.WhenAll(
            Invitations.RedeemAsync(invited.Token!, WebApp.Password),
            Invitations.RedeemAsync(invited.Token!, WebApp.Password));

        Assert.Single(refusals, refusal => refusal is null);
    }

    [Fact]
    public async Task A_new_link_ends_the_one_before()
    {
        var invited = await Invitations.CreateAsync(_admin, Email(), "Ada", [RoleNames.Player]);
        var renewed = await Invitations.RenewAsync(_admin, invited.UserId!);

        Assert.Null(await Invitations.FindAsync(invited.Token!));
        Assert.Equal(invited.UserId, (await Invitations.FindAsync(renewed.Token!))!.Id);
    }

    [Fact]
    public async Task The_database_holds_no_token()
    {
        var invited = await Invitations.CreateAsync(_admin, Email(), "Ada", [RoleNames.Player]);

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        var hash = (await db.Invitations.SingleAsync(row => row.UserId == invited.UserId)).TokenHash;

        Assert.NotEqual(invited.Token, hash);
        Assert.Equal(64, hash.Length);
    }

    [Fact]
    public async Task An_e_mail_is_invited_once()
    {
        var email = Email();
        await Invitations.CreateAsync(_admin, email, "Ada", [RoleNames.Player]);

        var second = await Invitations.CreateAsync(_admin, email.ToUpperInvariant(), "Eve", [RoleNames.Admin]);

        Assert.Equal(RefusalCode.Invalid, second.Refusal!.Code);
        Assert.Null(second.Token);
    }

    [Fact]
    public async Task A_link_works_for_seven_days()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var later = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        var invitations = later.Services.GetRequiredService<Invitations>();
        var invited = await invitations.CreateAsync(await later.CreateAdminAsync(), Email(), "Ada", [RoleNames.Player]);

        time.Advance(Invitations.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(await invitations.FindAsync(invited.Token!));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await invitations.FindAsync(invited.Token!));
        Assert.Equal(RefusalCode.NotFound, (await invitations.RedeemAsync(invited.Token!, WebApp.Password))!.Code);
    }

    private static string Email() => $"{Ids.New()}@example.org";
}
