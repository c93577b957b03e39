using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class AccountRolesTests
{
    [Fact]
    public async Task The_last_admin_can_be_neither_demoted_nor_locked_nor_deleted()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var admin = await app.CreateAdminAsync();

        Assert.Equal(RefusalCode.Conflict, (await accounts.TakeAsync(admin, admin.UserId, RoleNames.Admin))!.Code);
        Assert.Equal(RefusalCode.Conflict, (await accounts.LockAsync(admin, admin.UserId))!.Code);
        Assert.Equal(RefusalCode.Conflict, (await accounts.DeleteAsync(admin, admin.UserId))!.Code);

        await app.CreateUserAsync("Eve", RoleNames.Admin);
        Assert.Null(await accounts.TakeAsync(admin, admin.UserId, RoleNames.Admin));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_a_user_who_does_not_are_refused()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var admin = await app.CreateAdminAsync();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);

        Assert.Equal(RefusalCode.Invalid, (await accounts.GiveAsync(admin, user.Id, "king"))!.Code);
        Assert.Equal(RefusalCode.NotFound, (await accounts.GiveAsync(admin, "nobody", RoleNames.Player))!.Code);
    }

    [Fact]
    public async Task A_lock_keeps_the_user_out_until_they_are_unlocked()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var admin = await app.CreateAdminAsync();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = app.CreateClient();

        await accounts.LockAsync(admin, user.Id);
        Assert.Equal(SignIns.WrongPassword.Message, (await SignInAsync(browser, user)).Notice);
        await accounts.UnlockAsync(admin, user.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(browser, user)).Status);
    }

    [Theory]
    [InlineData("lock")]
    [InlineData("delete")]
    [InlineData("take a role")]
    [InlineData("sign out everywhere")]
    public async Task What_an_admin_does_ends_the_users_sign_ins_at_once(string what)
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var admin = await app.CreateAdminAsync();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await app.CreateClientAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        Assert.Null(await (what switch
        {
            "lock" => accounts.LockAsync(admin, user.Id),
            "delete" => accounts.DeleteAsync(admin, user.Id),
            "take a role" => accounts.TakeAsync(admin, user.Id, RoleNames.Player),
            _ => accounts.SignOutEverywhereAsync(admin, user.Id),
        }));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser));
    }

    [Fact]
    public async Task An_admin_who_cannot_sign_in_yet_does_not_make_another_dispensable()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var invitations = app.Services.GetRequiredService<Invitations>();
        var admin = await app.CreateAdminAsync();
        var invited = await invitations.CreateAsync(admin, "eve@example.org", "Eve", [RoleNames.Admin]);

        Assert.Equal(RefusalCode.Conflict, (await accounts.LockAsync(admin, admin.UserId))!.Code);
        Assert.Null(await invitations.RedeemAsync(invited.Token!, WebApp.Password));
        Assert.Null(await accounts.LockAsync(admin, admin.UserId));
    }

    [Theory]
    [InlineData("demoted")]
    [InlineData("locked")]
    [InlineData("never one")]
    public async Task Who_is_no_admin_now_changes_nothing_whatever_their_page_still_claims(string why)
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var invitations = app.Services.GetRequiredService<Invitations>();
        var services = app.Services.GetRequiredService<ServiceClients>();
        var (admin, former, user) = (await app.CreateAdminAsync(), await app.CreateAdminAsync(), await app.CreateUserAsync("Ada", RoleNames.Player));
        var service = (await services.RegisterAsync(admin, "The club's system", [])).Credentials!;
        var link = (await invitations.RenewAsync(admin, user.Id)).Token!;
        Assert.Null(await (why == "locked" ? accounts.LockAsync(admin, former.UserId) : accounts.TakeAsync(admin, former.UserId, RoleNames.Admin)));
        var by = why == "never one" ? new Caller(user.Id, user.DisplayName, Roles.Admin) : former;

        Refusal?[] refusals =
        [
            await accounts.GiveAsync(by, by.UserId, RoleNames.Admin),
            await accounts.TakeAsync(by, admin.UserId, RoleNames.Admin),
            await accounts.LockAsync(by, admin.UserId),
            await accounts.UnlockAsync(by, by.UserId),
            await accounts.SignOutEverywhereAsync(by, admin.UserId),
            await accounts.DeleteAsync(by, admin.UserId),
            (await invitations.CreateAsync(by, "eve@example.org", "Eve", [RoleNames.Admin])).Refusal,
            (await invitations.RenewAsync(by, user.Id)).Refusal,
            (await services.RegisterAsync(by, "A back door", [RoleNames.Admin])).Refusal,
            await services.RemoveAsync(by, service.ClientId),
        ];

        Assert.All(refusals, refusal => Assert.Equal(RefusalCode.Forbidden, refusal?.Code));
        Assert.NotNull(await invitations.FindAsync(link));
        Assert.Equal([service.ClientId], (await services.ListAsync()).Select(known => known.ClientId));
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        Assert.Equal(3, await db.Users.CountAsync());
        Assert.False((await db.Users.SingleAsync(row => row.Id == admin.UserId)).IsLockedByAdmin);
        Assert.Equal(why == "locked", (await db.Users.SingleAsync(row => row.Id == former.UserId)).IsLockedByAdmin);
        var admins = await db.UserRoles.Where(held => held.RoleId == RoleNames.Admin).Select(held => held.UserId).ToListAsync();
        Assert.Equal(why == "locked" ? new[] { admin.UserId, former.UserId }.Order() : [admin.UserId], admins.Order());
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<PageForm.Answer> SignInAsync(HttpClient browser, User user) =>
        await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", user.Email!).With("password", WebApp.Password).SendAsync();
}
