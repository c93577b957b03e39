using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrainingHub.Core.Sessions;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Sessions;

namespace TrainingHub.Tests.Web.Demo;

public sealed class DemoSessionsTests(WebApp app) : IClassFixture<WebApp>
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private ISessions Sessions => app.Services.GetRequiredService<ISessions>();

    [Fact]
    public async Task A_session_whose_plan_is_over_is_ended_and_a_new_one_follows()
    {
        var team = DemoTeam.Create([]);
        await new DemoSeed(app.Services.GetRequiredService<IServiceScopeFactory>(), team, _time).RunAsync(CancellationToken.None);
        using var stopping = new CancellationTokenSource();
        var running = new DemoSessions(Sessions, app.Services.GetRequiredService<SessionPlanner>(), team, _time, NullLogger<DemoSessions>.Instance).RunAsync(stopping.Token);

        var first = await PassTimeUntilAsync(session => session.Status == SessionStatus.Active);
        var over = await PassTimeUntilAsync(session => session.SessionId == first.SessionId && session.HasEnded);
        var second = await PassTimeUntilAsync(session => session.SessionId != first.SessionId && session.Status == SessionStatus.Active);

        Assert.Equal(SessionStatus.Completed, over.Status);
        Assert.True(_time.GetUtcNow() - first.CreatedAt > DemoWorkouts.Threshold.IntervalsDuration, "It was ended before its plan was over.");
        Assert.Equal(12, second.TotalPlayers);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private async Task<SessionState> PassTimeUntilAsync(Func<SessionState, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (Sessions.InMemory.FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            await tick.WaitForNextTickAsync(patience.Token);
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
