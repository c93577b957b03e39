using System.Collections.Concurrent;
using Microsoft.Playwright;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Security;
using TrainingHub.Web.Data;
using Page = TrainingHub.Core.Sessions.Page;

namespace TrainingHub.Tests.Browser;

/// <summary>No page does what its content security policy forbids: every page that there is, by every kind of user, with its circuit and its scripts at work.</summary>
[Collection(OneBrowser.Name)]
public sealed class CspTests(Chromium chromium)
{
    private const string Watch =
        """
        document.addEventListener("securitypolicyviolation", event => console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
        """;

    [SkippableFact]
    public async Task No_page_violates_its_policy()
    {
        await using var club = await Club.OpenAsync();
        var sessionId = await club.PlanAsync();
        await club.CommandAsync(sessionId, new SessionCommand.Start());
        await club.SampleAsync(sessionId, club.Players[0], 140, 200);
        ConcurrentBag<string> violations = [];
        var opened = 0;
        foreach (var (user, roles, relation) in new (User?, Roles?, Relation)[]
        {
            (null, null, Relation.None), (club.Trainer, Roles.Trainer, Relation.Trainer), (club.Players[0], Roles.Player, Relation.Self),
            (club.Observer, Roles.Observer, Relation.Observer), (club.Admin, Roles.Admin, Relation.Admin),
        })
        {
            await using var context = await chromium.OpenAsync(club.Address);
            await context.AddInitScriptAsync(Watch);
            var page = user is null ? await context.NewPageAsync() : await club.SignInAsync(context, user);
            page.Console += (_, message) =>
            {
                if (message.Text.Contains("CSP violation", StringComparison.Ordinal) || message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                {
                    violations.Add($"{user?.DisplayName ?? "nobody"} at {page.Url}: {message.Text}");
                }
            };
            // What is open to anybody looks the same for all, but for the bar.
            foreach (var route in Pages.All.Where(row => Pages.Expected(row.Page, roles, relation) == "ok" && (user is null || row.Page is not (Page.SignIn or Page.Notice))).Select(row => row.Route))
            {
                await page.GotoAsync(Pages.Path(route, sessionId), new() { WaitUntil = WaitUntilState.Load });
                // A circuit that lives has taken what it was sent, scripts and styles with it.
                if (await page.Locator("main").CountAsync() > 0)
                {
                    await Assertions.Expect(page.Locator("main").First).ToBeVisibleAsync();
                }

                opened++;
            }
        }

        Assert.True(opened > 30, $"Only {opened} pages were opened.");
        Assert.Empty(violations);
    }

    [SkippableFact]
    public async Task A_script_that_somebody_smuggles_into_a_page_does_not_run()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        var page = await context.NewPageAsync();
        await page.GotoAsync("account/login");

        var ran = await page.EvaluateAsync<bool>(
            """
            async () => {
              window.smuggled = false;
              const script = document.createElement("script");
              script.textContent = "window.smuggled = true";
              document.body.append(script);
              const button = document.createElement("button");
              button.setAttribute("onclick", "window.smuggled = true");
              document.body.append(button);
              button.click();
              const image = document.createElement("img");
              image.setAttribute("onerror", "window.smuggled = true");
              const failed = new Promise(resolve => image.addEventListener("error", resolve));
              image.src = "/no-such-picture.png";
              document.body.append(image);
              await failed;
              return window.smuggled;
            }
            """);

        Assert.False(ran);
    }

    [SkippableFact]
    public async Task The_page_of_the_API_works_under_a_policy_of_its_own()
    {
        await using var club = await Club.OpenAsync();
        await using var context = await chromium.OpenAsync(club.Address);
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        ConcurrentBag<string> violations = [];
        page.Console += (_, message) =>
        {
            // A library of that page asks whether it may evaluate text, and does without where it may not.
            if (message.Text.Contains("CSP violation", StringComparison.Ordinal) && !message.Text.Contains("script-src eval", StringComparison.Ordinal))
            {
                violations.Add(message.Text);
            }
        };

        await page.GotoAsync("docs/api");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "TrainingHub" }).First).ToBeVisibleAsync();
        Assert.Empty(violations);
    }
}
