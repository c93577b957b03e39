using System.Collections.Concurrent;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrainingHub.Web.Data;

namespace TrainingHub.Tests.Web.Hubs;

public sealed class HubLogTests
{
    [Fact]
    public async Task A_refusal_leaves_one_line_that_names_the_call_and_the_code_and_nothing_of_a_person()
    {
        using var log = new Lines();
        await using var app = await WebApp.StartAsync(web => web.ConfigureTestServices(services => services.AddLogging(logging => logging
            .AddFilter<Lines>(null, LogLevel.Information)
            .AddProvider(log))));
        var user = await app.CreateUserAsync("Pia Player", RoleNames.Player);
        await using var link = await HubLink.ConnectAsync(app.Address, await app.TokenForAsync(user));
        log.Clear();

        Assert.Equal("not_found", await link.AskAsync("training:player:metrics", new { sessionId = "secretive", playerId = user.Id, heartRate = 987, equipment = "pulse belt" }));

        Assert.Equal(["Information: training:player:metrics was refused: not_found."], log.Where("TrainingHub"));
        Assert.DoesNotContain(log.Where(""), line => new[] { "secretive", user.Id, "987", "pulse belt", "Pia", user.Email! }.Any(line.Contains));
    }

    private sealed class Lines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Line)> _lines = new();

        public void Clear() => _lines.Clear();

        public List<string> Where(string category) => [.. _lines.Where(line => line.Category.StartsWith(category, StringComparison.Ordinal)).Select(line => line.Line)];

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

        public void Dispose()
        {
        }

        private sealed class Writer(string category, ConcurrentQueue<(string, string)> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
                => lines.Enqueue((category, $"{logLevel}: {formatter(state, exception)}"));
        }
    }
}
