using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class AccountRolesTests
{
    [Fact]
    public async Task The_last_admin_can_be_neither_demoted_nor_locked_nor_deleted()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var admin = await app.CreateUserAsync("Ada", RoleNames.Admin);

        Assert.Equal(RefusalCode.Conflict, (await accounts.TakeAsync(admin.Id, RoleNames.Admin))!.Code);
        Assert.Equal(RefusalCode.Conflict, (await accounts.LockAsync(admin.Id))!.Code);
        Assert.Equal(RefusalCode.Conflict, (await accounts.DeleteAsync(admin.Id))!.Code);

        await app.CreateUserAsync("Eve", RoleNames.Admin);
        Assert.Null(await accounts.TakeAsync(admin.Id, RoleNames.Admin));
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_a_user_who_does_not_are_refused()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);

        Assert.Equal(RefusalCode.Invalid, (await accounts.GiveAsync(user.Id, "king"))!.Code);
        Assert.Equal(RefusalCode.NotFound, (await accounts.GiveAsync("nobody", RoleNames.Player))!.Code);
    }

    [Fact]
    public async Task A_lock_keeps_the_user_out_until_they_are_unlocked()
    {
        await using var app = await WebApp.StartAsync();
        var accounts = app.Services.GetRequiredService<AccountRoles>();
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = app.CreateClient();

        await accounts.LockAsync(user.Id);
        Assert.StartsWith("This account is locked.", (await SignInAsync(browser, user)).Notice, StringComparison.Ordinal);
        await accounts.UnlockAsync(user.Id);
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
        var user = await app.CreateUserAsync("Ada", RoleNames.Player);
        using var browser = await app.CreateClientAsync(user);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser));

        Assert.Null(await (what switch
        {
            "lock" => accounts.LockAsync(user.Id),
            "delete" => accounts.DeleteAsync(user.Id),
            "take a role" => accounts.TakeAsync(user.Id, RoleNames.Player),
            _ => accounts.SignOutEverywhereAsync(user.Id),
        }));

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(browser));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        return response.StatusCode;
    }

    private static async Task<PageForm.Answer> SignInAsync(HttpClient browser, User user) =>
        await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", user.Email!).With("password", WebApp.Password).SendAsync();
}
