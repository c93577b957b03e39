using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TrainingHub.Tests.Rules;
using TrainingHub.Tests.Web.Hubs;
using TrainingHub.Web.Telemetry;

namespace TrainingHub.Tests.Web.Telemetry;

public sealed partial class MetricsTests
{
    private const string Join = "training:session:join";

    [Fact]
    public async Task What_happens_is_counted()
    {
        await using var stage = await HubStage.OpenAsync(OwnFigures.Measure);
        var sessionId = await stage.NewSessionAsync();
        using var delivered = new Delivered(stage.App.Services.GetRequiredService<Meter>(), "observer");
        await using (var room = await Room.OpenAsync(stage, sessionId))
        {
            await room.ActAsync("metrics");
            Assert.Equal("forbidden", await room.Observer.AskAsync("training:player:metrics", new { sessionId, playerId = stage.Player.Id, power = 200 }));
            await room.Observer.UntilAsync("training:player:metrics");
            await delivered.TimesAsync(2); // the start, and the sample
            await ComeBackAsync(stage, sessionId, room.Observer);
            using var browser = stage.App.CreateClient();
            await (await PageForm.OpenAsync(browser, "account/login", "Sign in")).With("email", stage.Trainer.Email!).With("password", "a wrong password").SendAsync();
            using var api = stage.App.CreateClient(await stage.App.TokenForAsync(stage.Trainer));
            using var missing = await api.GetAsync(new Uri("api/v1/sessions/nowhere", UriKind.Relative));

            var figures = await OwnFigures.ScrapeAsync(stage.App);

            Assert.Equal(1, figures["""traininghub_sessions{status="active"}"""]);
            Assert.Equal(0, figures["""traininghub_sessions{status="paused"}"""]);
            Assert.Equal(2, figures["""traininghub_connections{role="trainer"}"""]);
            Assert.Equal(1, figures["""traininghub_connections{role="observer"}"""]);
            Assert.Equal(2, figures["""traininghub_connections{role="player"}"""]);
            Assert.Equal(5, figures["traininghub_updates_in_total"]); // created, two players came, started, a sample
            Assert.True(figures["""traininghub_updates_out_total{door="hub"}"""] >= 5, "Five were told of the start.");
            Assert.Equal(1, figures["""traininghub_refusals_total{code="forbidden",door="hub"}"""]);
            Assert.Equal(1, figures["""traininghub_refusals_total{code="not_found",door="api"}"""]);
            Assert.Equal(0, figures["""traininghub_refusals_total{code="unavailable",door="hub"}"""]);
            Assert.Equal(6, figures["""traininghub_joins_total{kind="new"}"""]);
            Assert.Equal(1, figures["""traininghub_joins_total{kind="resumed"}"""]);
            Assert.Equal(1, figures["""traininghub_joins_total{kind="anew"}"""]);
            Assert.Equal(1, figures["traininghub_signins_refused_total"]);
            Assert.InRange(figures["traininghub_journal_commit_duration_seconds_count"], 1, 5);
            Assert.Equal(figures["traininghub_journal_commit_duration_seconds_count"], figures["traininghub_journal_commit_batches_count"]);
            Assert.InRange(figures["""traininghub_delivery_duration_seconds_sum{role="observer"}"""], 0.0001, 30);
            Assert.True(figures["""traininghub_data_size_bytes{file="journal"}"""] > 0);
            Assert.True(figures["traininghub_disk_free_bytes"] > 0);
        }
    }

    [Fact]
    public async Task The_page_for_operators_explains_every_figure_and_no_other()
    {
        await using var stage = await HubStage.OpenAsync(OwnFigures.Measure);
        var sessionId = await stage.NewSessionAsync();
        using var delivered = new Delivered(stage.App.Services.GetRequiredService<Meter>(), "observer");
        await using var room = await Room.OpenAsync(stage, sessionId);
        await delivered.TimesAsync(1);

        using var client = stage.App.CreateClient(OwnFigures.Token);
        var there = Family().Matches(await client.GetStringAsync(new Uri("metrics", UriKind.Relative))).Select(family => family.Groups[1].Value);

        Assert.Equal(there.Order(StringComparer.Ordinal), Mention().Matches(OperationsPageTests.Text).Select(mention => mention.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_platforms_own_figures_are_there_too()
    {
        await using var app = await WebApp.StartAsync(OwnFigures.Measure);

        var figures = await OwnFigures.ScrapeAsync(app);

        Assert.True(figures["dotnet_process_memory_working_set_bytes"] > 0);
        Assert.Contains(figures.Keys, series => series.StartsWith("kestrel_active_connections", StringComparison.Ordinal));
    }

    private static async Task ComeBackAsync(HubStage stage, string sessionId, HubLink before)
    {
        var joined = await before.JoinAsync(sessionId, "observer");
        var (epoch, sinceSeq) = (joined.GetProperty("epoch").GetString(), joined.GetProperty("seq").GetInt64());
        await before.MustAsync(Join, new { sessionId, role = "observer", epoch, sinceSeq });
        await before.MustAsync(Join, new { sessionId, role = "observer", epoch = "another", sinceSeq });
    }

    [GeneratedRegex(@"^# TYPE (traininghub_\w+)", RegexOptions.Multiline)]
    private static partial Regex Family();

    [GeneratedRegex(@"`(traininghub_\w+)")]
    private static partial Regex Mention();

    /// <summary>Tells when updates to a role were written: what is counted of them is counted by then.</summary>
    private sealed class Delivered : IDisposable
    {
        private readonly SemaphoreSlim _times = new(0);
        private readonly MeterListener _listener = new();

        public Delivered(Meter meter, string role)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == DoorMeter.Delivery)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            {
                if (Equals(tags[0].Value, role))
                {
                    _times.Release();
                }
            });
            _listener.Start();
        }

        public async Task TimesAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(await _times.WaitAsync(TimeSpan.FromSeconds(60)), "Nothing was written.");
            }
        }

        public void Dispose()
        {
            _listener.Dispose();
            _times.Dispose();
        }
    }
}
