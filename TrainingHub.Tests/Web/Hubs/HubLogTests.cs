using System.Collections.Concurrent;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
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

        Assert.Equal(["Information: training:player:metrics was refused: not_found, session unknown."], log.Where("TrainingHub"));
        Assert.DoesNotContain(log.Where(""), line => new[] { "secretive", user.Id, "987", "pulse belt", "Pia", user.Email! }.Any(line.Contains));
    }

    [Fact]
    public async Task One_search_for_its_id_follows_a_session_and_meets_nobody_by_name()
    {
        using var log = new Lines();
        await using var stage = await HubStage.OpenAsync(web => web.ConfigureTestServices(services => services.AddLogging(logging => logging
            .AddFilter<Lines>("TrainingHub", LogLevel.Information)
            .AddProvider(log))));
        var sessionId = await stage.NewSessionAsync();
        await using (var room = await Room.OpenAsync(stage, sessionId))
        {
            await room.ActAsync("metrics");
            await room.ActAsync("exercise");
            Assert.Equal("forbidden", await room.Observer.AskAsync("training:session:pause", new { sessionId }));
            using var api = stage.App.CreateClient(await stage.App.TokenForAsync(stage.OtherTrainer));
            using var refused = await api.PostAsync(new Uri($"api/v1/sessions/{sessionId}/end", UriKind.Relative), null);
            await room.ActAsync("end");
        }

        var lines = log.Where("TrainingHub").Where(line => line.Contains(sessionId, StringComparison.Ordinal)).ToList();

        Assert.Equal(
            [
                $"Information: Session {sessionId}: Created, seq 1.",
                $"Information: Session {sessionId}: PlayerJoined, seq 2.",
                $"Information: Session {sessionId}: PlayerJoined, seq 3.",
                $"Information: Session {sessionId}: Started, seq 4.",
                $"Information: training:session:pause was refused: forbidden, session {sessionId}.",
                $"Information: endSession was refused: not_found, session {sessionId}.",
                $"Information: Session {sessionId}: Ended, seq 7.",
            ],
            lines.Take(7));
        Assert.DoesNotContain(lines, line => new[] { stage.Player.Id, stage.Player.DisplayName, stage.Player.Email!, "200" }.Any(line.Contains));
    }

    [Fact]
    public async Task What_is_logged_stands_on_one_line_with_its_time_and_number()
    {
        await using var app = await WebApp.StartAsync();

        var console = app.Services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>().CurrentValue;
        var form = app.Services.GetRequiredService<IOptionsMonitor<SimpleConsoleFormatterOptions>>().CurrentValue;

        Assert.Equal(ConsoleFormatterNames.Simple, console.FormatterName);
        Assert.True(form.SingleLine && form.UseUtcTimestamp);
        Assert.NotEmpty(form.TimestampFormat!);
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
