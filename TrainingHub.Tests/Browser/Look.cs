using System.Runtime.CompilerServices;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TrainingHub.Tests.Browser;

/// <summary>A page as people see it: without a violation that axe knows of, and (but with <c>CI=true</c>) kept as a picture in three sizes, light and dark.</summary>
public static class Look
{
    private const int Widest = 1920, Phone = 600;

    private static readonly (int Width, int Height)[] _sizes = [(Widest, 1080), (1280, 800), (390, 844)];

    // With CI=true only what axe judges is shown: nobody looks at pictures there, and they took minutes.
    private static readonly bool _somebodyLooks = Environment.GetEnvironmentVariable("CI") != "true";

    /// <summary>Pictures go to <c>artifacts/screenshots</c> at the repository's root.</summary>
    public static async Task AtAsync(IPage page, string name)
    {
        // A message that fades in or out has no contrast to speak of.
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
        var faults = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var (width, height) in _sizes)
            {
                // axe judges each size once and each scheme once: colours do not differ by size, nor the rest by scheme.
                var judged = width != Widest && width < Phone != (scheme == ColorScheme.Light);
                if (!judged && !_somebodyLooks)
                {
                    continue;
                }

                await page.SetViewportSizeAsync(width, height);
                var look = $"{name}-{width}x{height}-{(scheme == ColorScheme.Light ? "light" : "dark")}";
                if (_somebodyLooks)
                {
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = PathOf(look) });
                }

                if (!judged)
                {
                    continue;
                }

                faults.AddRange(from violation in (await JudgeAsync(page)).Violations from node in violation.Nodes select Fault(look, violation, node));
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>What axe finds; all that it finds well, node by node, would take longer to tell than to find.</summary>
    public static Task<AxeResult> JudgeAsync(IPage page) => page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

    /// <summary>Where a picture goes.</summary>
    public static string PathOf(string look) => Path.Combine(Folder(), look + ".png");

    private static string Fault(string look, AxeResultItem violation, AxeResultNode node)
        => $"{look}: {violation.Id}: {violation.Help} at {node.Target}: {string.Join(' ', node.Any.Concat(node.All).Select(check => check.Message))} {node.Html}";

    private static string Folder([CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "artifacts", "screenshots"));
}
