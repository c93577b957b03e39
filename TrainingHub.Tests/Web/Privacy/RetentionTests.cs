using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Tests.Web.Journal;
using TrainingHub.Web.Data;
using TrainingHub.Web.Privacy;

namespace TrainingHub.Tests.Web.Privacy;

/// <summary><c>Data:Retention</c>: what is older is removed, and nobody takes it for a loss.</summary>
public sealed class RetentionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sessions_that_ended_longer_ago_are_removed_and_no_start_misses_them()
    {
        var folder = Directory.CreateTempSubdirectory("traininghub-");
        var now = TimeProvider.System.GetUtcNow();
        await using (var first = await WebApp.StartAsync(dataDirectory: folder.FullName))
        {
            var journal = first.Services.GetRequiredService<ISessionJournal>();
            await WriteAsync(journal, "old", now.AddDays(-31), ended: true);
            await WriteAsync(journal, "recent", now.AddDays(-29), ended: true);
            await WriteAsync(journal, "forgotten", now.AddDays(-31), ended: false);
            await WriteAsync(journal, "planned", now.AddDays(-31), ended: false, scheduledAt: now.AddDays(1));
        }

        Assert.NotEmpty(DataGrep.Find(folder.FullName, "sessionId\":\"old"));
        using var removed = new RemovedLog();
        await using (var second = await StartAsync(folder.FullName, 30, removed))
        {
            Assert.Equal("2 sessions that were over for more than 30 days were removed", await removed.Line);
            Assert.Equal(["planned", "recent"], await LeftAsync(second));
            Assert.Equal("", await JournalFolder.TextAsync(second.Services.GetRequiredService<ISessionJournal>(), "old"));
        }

        using var warnings = new RemovedLog();
        await using (var third = await StartAsync(folder.FullName, 0, warnings))
        {
            Assert.Equal(["planned", "recent"], await LeftAsync(third));
            Assert.Empty(warnings.Warnings);
        }

        Assert.DoesNotContain(await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "journal.mark")), line => line.EndsWith(" old", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("0", 0)]
    [InlineData("30", 30)]
    public void Days_are_taken(string? setting, int? days) => Assert.Equal(days, Read(setting).Retention);

    [Theory]
    [InlineData("-1")]
    [InlineData("36501")]
    public void Days_out_of_range_are_named(string setting)
        => Assert.StartsWith($"Data:Retention was {setting};", Assert.Throws<OptionsValidationException>(() => Read(setting)).Message, StringComparison.Ordinal);

    private static RetentionOptions Read(string? days)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Retention"] = days }).Build());
        services.AddPrivacy();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RetentionOptions>>().Value;
    }

    private static async Task WriteAsync(ISessionJournal journal, string id, DateTimeOffset at, bool ended, DateTimeOffset? scheduledAt = null)
    {
        var created = new SessionEvent.Created(Examples.NewSession with { SessionId = id, ScheduledAt = scheduledAt }) { At = at };
        await journal.AppendAsync(id, 1, ended ? [created, new SessionEvent.Started { At = at }, .. Examples.Samples(5, at), new SessionEvent.Ended { At = at }] : [created], None);
    }

    private static async Task<List<string>> LeftAsync(WebApp app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TrainingHubDb>>().CreateDbContextAsync();
        return await db.Sessions.Select(row => row.Id).Order().ToListAsync();
    }

    private static Task<WebApp> StartAsync(string folder, int days, RemovedLog log) => WebApp.StartAsync(
        web =>
        {
            web.UseSetting("Data:Retention", $"{days}");
            web.ConfigureTestServices(services => services.AddLogging(logging => logging.AddFilter<RemovedLog>("TrainingHub", LogLevel.Information).AddProvider(log)));
        },
        folder);

    /// <summary>Hears what retention removed, and every warning of the journal and its lists.</summary>
    private sealed class RemovedLog : ILoggerProvider, ILogger
    {
        private const int Removed = 2310, OfJournal = 21, OfData = 23;

        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public System.Collections.Concurrent.ConcurrentQueue<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == Removed)
            {
                _line.TrySetResult(formatter(state, exception));
            }
            else if (logLevel >= LogLevel.Warning && eventId.Id / 100 is OfJournal or OfData)
            {
                Warnings.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
