using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Accounts;

public sealed class FirstAdminTests
{
    private const string Email = "ada@example.org";

    [Fact]
    public async Task The_code_in_the_log_makes_the_first_admin_once()
    {
        using var log = new CodeInLog();
        await using var app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(log)));
        using var browser = app.CreateClient();

        var form = await FormAsync(browser, log.Code!);
        var answer = await form.SendAsync();
        var again = await form.SendAsync();

        Assert.Equal("/account/login", answer.Redirect);
        Assert.NotEqual("/account/login", again.Redirect);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        Assert.Equal([Email], (await users.GetUsersInRoleAsync(RoleNames.Admin)).Select(admin => admin.Email));
    }

    [Fact]
    public async Task A_guessed_code_makes_nobody_an_admin()
    {
        await using var app = await WebApp.StartAsync();
        using var browser = app.CreateClient();

        var answer = await (await FormAsync(browser, "000000000000")).SendAsync();

        Assert.StartsWith("This is not the code", answer.Notice, StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GetUsersInRoleAsync(RoleNames.Admin));
    }

    [Fact]
    public async Task With_an_admin_there_is_no_code_and_no_setup_page()
    {
        var directory = Directory.CreateTempSubdirectory("traininghub-").FullName;
        await using (var first = await WebApp.StartAsync(dataDirectory: directory))
        {
            await first.CreateUserAsync("Ada", RoleNames.Admin);
        }

        using var log = new CodeInLog();
        await using (var app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(log)), directory))
        {
            using var browser = app.CreateClient();
            using var response = await browser.GetAsync(new Uri("account/setup", UriKind.Relative));

            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Null(log.Code);
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task<PageForm> FormAsync(HttpClient browser, string code) =>
        (await PageForm.OpenAsync(browser, "account/setup", "Make me the admin"))
            .With("code", code).With("name", "Ada").With("email", Email).With("new-password", WebApp.Password);

    /// <summary>Reads the code off the log, as the operator does.</summary>
    private sealed class CodeInLog : ILoggerProvider, ILogger
    {
        public string? Code { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            const string Announcement = "enter the code ";
            var line = formatter(state, exception);
            if (line.Contains(Announcement, StringComparison.Ordinal))
            {
                Code = line.Split(Announcement)[1];
            }
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
