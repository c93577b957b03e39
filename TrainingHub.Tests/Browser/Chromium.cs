using Microsoft.Playwright;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TrainingHub.Tests.Browser;

/// <summary>One Chromium for all browser tests, each in contexts of its own. <c>CHROMIUM</c> names another than <c>/usr/bin/chromium</c>.</summary>
public sealed class Chromium(IMessageSink runner) : IAsyncLifetime
{
    private static readonly string[] _flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Only hangs take this long; Playwright's own 5 s for what is expected are over where other work holds the processors.
    private const float PatienceMs = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Missing() is { } reason)
        {
            runner.OnMessage(new DiagnosticMessage($"The browser tests cannot run: {reason}"));
            return;
        }

        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = _flags, Headless = true });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Somebody's browser, signed in by nobody yet. Skips the test where there is no Chromium; with <c>CI=true</c> fails it.</summary>
    public async Task<IBrowserContext> OpenAsync(Uri address, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Dark)
    {
        if (Missing() is { } reason)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Skip.If(true, reason);
        }

        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            TimezoneId = "Europe/Berlin",
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(PatienceMs);
        return context;
    }

    private static string Executable => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    private static string? Missing() => File.Exists(Executable)
        ? null
        : $"There is no Chromium at {Executable}; install it (Debian: apt-get install chromium) or name it in CHROMIUM.";
}

/// <summary>Browser tests share one Chromium and take turns, so that their pages are as quick as a user's.</summary>
[CollectionDefinition(Name)]
public sealed class OneBrowser : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
