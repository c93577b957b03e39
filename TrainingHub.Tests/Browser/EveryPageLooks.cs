using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Security;
using TrainingHub.Web.Data;
using Page = TrainingHub.Core.Sessions.Page;

namespace TrainingHub.Tests.Browser;

/// <summary>axe finds nothing on any page that there is, for whoever may open it. In the dark, and in other sizes, a page's own looks judge it. The pages are those of the program: a new one is in here by itself.</summary>
[Collection(OneBrowser.Name)]
public sealed class EveryPageLooks(Chromium chromium)
{
    [SkippableFact]
    public async Task Axe_finds_nothing_on_any_page_for_anybody()
    {
        await using var club = await Club.OpenAsync();
        var sessionId = await club.RunAsync(6);
        List<string> faults = [];
        HashSet<Page> opened = [];
        foreach (var (user, roles, relation) in new (User?, Roles?, Relation)[]
        {
            (null, null, Relation.None), (club.Trainer, Roles.Trainer, Relation.Trainer), (club.Players[0], Roles.Player, Relation.Self),
            (club.Observer, Roles.Observer, Relation.Observer), (club.Admin, Roles.Admin, Relation.Admin),
        })
        {
            await using var context = await chromium.OpenAsync(club.Address, scheme: ColorScheme.Light);
            var page = user is null ? await context.NewPageAsync() : await club.SignInAsync(context, user);
            foreach (var (route, row) in Pages.All.Where(row => Pages.Expected(row.Page, roles, relation) == "ok" && IsNews(row.Page, user is not null, opened)).ToList())
            {
                await page.GotoAsync(Pages.Path(route, sessionId));
                await OpenedAsync(page);
                opened.Add(row);
                var at = $"{user?.DisplayName ?? "nobody"}, {route}";
                faults.AddRange(Faults(at, await Look.JudgeAsync(page)));
            }
        }

        Assert.Equal(Enum.GetValues<Page>().Order(), opened.Order());
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    // The same for all who may open it, so once is enough: but for the bar, which the other pages have too.
    private static bool IsNews(Page page, bool signedIn, HashSet<Page> opened)
        => page is not (Page.SignIn or Page.Notice or Page.Account or Page.ConnectDevice) || (page is Page.SignIn or Page.Notice ? !signedIn : !opened.Contains(page));

    // A page with a circuit is judged when it lives.
    private static async Task OpenedAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1, [role=status], main").First).ToBeVisibleAsync();
        if (await page.Locator("tile-feed").CountAsync() > 0)
        {
            await Assertions.Expect(page.Locator("tile-feed[live]")).ToHaveCountAsync(1);
        }
    }

    private static IEnumerable<string> Faults(string at, AxeResult result)
        => from violation in result.Violations from node in violation.Nodes select $"{at}: {violation.Id}: {violation.Help}: {node.Html}";
}
