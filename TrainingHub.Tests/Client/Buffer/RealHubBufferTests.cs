using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Client;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Web.Hubs;
using JoinRole = TrainingHub.Client.JoinRole;
using Sample = TrainingHub.Client.Sample;

namespace TrainingHub.Tests.Client.Buffer;

/// <summary>The buffer against the hub itself, with the recording read back.</summary>
public sealed class RealHubBufferTests(HubStage stage) : IClassFixture<HubStage>
{
    [Fact]
    public async Task A_1_Hz_devices_every_sample_is_in_the_recording_once_and_the_newest_is_shown_live()
    {
        var sessionId = await stage.NewSessionAsync();
        var log = new EventLog();
        await using var trainer = new TrainingHubClient(stage.App.Address, async _ => await stage.App.TokenForAsync(stage.Trainer), log.TakeAsync);
        await trainer.ConnectAsync();
        Assert.True((await trainer.JoinAsync(sessionId, JoinRole.Trainer)).Ok);
        await using var client = new TrainingHubClient(stage.App.Address, async _ => await stage.App.TokenForAsync(stage.Player));
        await client.ConnectAsync();
        Assert.True((await client.JoinAsync(sessionId, JoinRole.Player)).Ok);
        await using var buffer = new MetricsBuffer(client, sessionId, stage.Player.Id, new MetricsBufferOptions { BackfillPeriod = TimeSpan.FromMilliseconds(50) });

        var start = TimeProvider.System.GetUtcNow();
        for (var number = 0; number < 8; number++)
        {
            // As if one came each second: nobody has to wait for that.
            buffer.Add(new Sample { DeviceId = "belt", Timestamp = start - TimeSpan.FromSeconds(7 - number), Distance = number });
        }

        var shown = (await log.NextAsync<TrainingEvent.MetricsChanged>()).Players[0].Distance.Value;
        await buffer.FlushAsync().WaitAsync(BufferStage.Patience);

        var (live, late) = await RecordedAsync(sessionId);
        Assert.Equal(shown, live[0]);
        Assert.NotEmpty(late);
        Assert.Equal(Enumerable.Range(0, 8).Select(number => (double?)number), live.Concat(late).Order());
    }

    private async Task<(List<double?> Live, List<double?> Late)> RecordedAsync(string sessionId)
    {
        var (live, late) = (new List<double?>(), new List<double?>());
        await foreach (var entry in stage.App.Services.GetRequiredService<ISessionJournal>().ReadAsync(sessionId, 0, CancellationToken.None))
        {
            switch (entry.Event)
            {
                case SessionEvent.MetricsReported reported:
                    live.Add(reported.Values[TrainingHub.Core.Metrics.Metric.Distance]);
                    break;
                case SessionEvent.MetricsBackfilled backfilled:
                    late.AddRange(backfilled.Samples.Select(sample => sample.Values[TrainingHub.Core.Metrics.Metric.Distance]));
                    break;
            }
        }

        return (live, late);
    }
}
