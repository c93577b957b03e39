using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Browser;
using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

/// <summary>What the server does about a page that is open, whatever its browser does.</summary>
public sealed class CircuitTests : IAsyncLifetime
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(5);

    private Club _club = null!;
    private string _session = "";

    private AccountRoles Accounts => _club.Accounts;

    private Caller Admin => Club.CallerOf(_club.Admin, Roles.Admin);

    public async Task InitializeAsync()
    {
        _club = await Club.OpenAsync();
        _session = await _club.PlanAsync();
    }

    public async Task DisposeAsync() => await _club.DisposeAsync();

    [Theory]
    [InlineData("locked")]
    [InlineData("deleted")]
    [InlineData("demoted")]
    [InlineData("signed out everywhere")]
    [InlineData("tokens revoked")]
    public async Task A_page_that_ignores_what_it_is_told_shows_nothing_more_within_5_s(string what)
    {
        await using var page = await OpenAsync(_club.Trainer);
        await _club.SampleAsync(_session, _club.Players[0], 137);
        await page.SeeAsync("137");

        Assert.Null(await (what switch
        {
            "locked" => Accounts.LockAsync(Admin, _club.Trainer.Id),
            "deleted" => Accounts.DeleteAsync(Admin, _club.Trainer.Id),
            "demoted" => Accounts.TakeAsync(Admin, _club.Trainer.Id, RoleNames.Trainer),
            "tokens revoked" => RevokeTokensAsync(),
            _ => Accounts.SignOutEverywhereAsync(Admin, _club.Trainer.Id),
        }));

        await page.Closed.WaitAsync(_bound);
        page.TakeAll();
        await _club.SampleAsync(_session, _club.Players[1], 141);
        await SeenByAnotherAsync("141");
        Assert.Empty(page.TakeAll());
    }

    [Fact]
    public async Task Nobody_comes_back_to_a_circuit_that_was_ended_and_nobody_to_another_ones()
    {
        await using var page = await OpenAsync(_club.Trainer);
        await using var other = await CircuitClient.ConnectAsync(_club.App, await CookieAsync(_club.Admin));
        Assert.False(await other.ComeBackAsync(page.Secret));

        Assert.Null(await Accounts.SignOutEverywhereAsync(Admin, _club.Trainer.Id));
        await page.Closed.WaitAsync(_bound);

        await using var again = await CircuitClient.ConnectAsync(_club.App, await CookieAsync(_club.Trainer));
        Assert.False(await again.ComeBackAsync(page.Secret));
    }

    [Fact]
    public async Task Who_lost_the_line_comes_back_to_their_own_circuit()
    {
        var cookie = await CookieAsync(_club.Trainer);
        var page = await CircuitClient.OpenAsync(_club.App, cookie, Path);
        await page.SeeAsync("Mia Berg");
        await page.DisposeAsync();

        await using var again = await CircuitClient.ConnectAsync(_club.App, cookie);

        Assert.True(await again.ComeBackAsync(page.Secret));
    }

    [Theory]
    [InlineData("_blazor")]
    [InlineData("_blazor/negotiate")]
    [InlineData("_blazor/")]
    [InlineData("_blazor/negotiate/")]
    public async Task Who_is_not_signed_in_opens_no_circuit(string path)
    {
        using var anybody = _club.App.CreateClient();

        using var response = !path.Contains("negotiate", StringComparison.Ordinal) ? await anybody.GetAsync(new Uri(path, UriKind.Relative)) : await anybody.PostAsync(new Uri(path, UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_this_browsers_pages_and_every_copy_of_its_cookie_and_leaves_others_alone()
    {
        var (mine, elsewhere) = (await CookieAsync(_club.Trainer), await CookieAsync(_club.Trainer));
        await using var page = await CircuitClient.OpenAsync(_club.App, mine, Path);
        await using var other = await CircuitClient.OpenAsync(_club.App, elsewhere, Path);
        await other.SeeAsync("Mia Berg");
        using var browser = Browser(mine);

        await (await PageForm.OpenAsync(browser, "account/manage", "Sign out")).SendAsync();

        await page.Closed.WaitAsync(_bound);
        using var copy = Browser(mine);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(copy));
        using var untouched = Browser(elsewhere);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(untouched));
        await _club.SampleAsync(_session, _club.Players[0], 137);
        await other.SeeAsync("137");
    }

    private string Path => $"sessions/{_session}";

    private async Task<CircuitClient> OpenAsync(User user) => await CircuitClient.OpenAsync(_club.App, await CookieAsync(user), Path);

    private async Task<string> CookieAsync(User user)
    {
        var (name, value) = await _club.App.CookieForAsync(user);
        return $"{name}={value}";
    }

    private HttpClient Browser(string cookie)
    {
        var cookies = new CookieContainer();
        cookies.SetCookies(_club.Address, cookie);
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = _club.Address };
    }

    private async Task SeenByAnotherAsync(string text)
    {
        await using var admin = await OpenAsync(_club.Admin);
        await admin.SeeAsync(text);
    }

    private async Task<Refusal?> RevokeTokensAsync()
    {
        await using var scope = _club.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OpenIddict.Abstractions.IOpenIddictTokenManager>().RevokeBySubjectAsync(_club.Trainer.Id);
        return null;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync(new Uri("account/manage", UriKind.Relative));
        return response.StatusCode;
    }
}
