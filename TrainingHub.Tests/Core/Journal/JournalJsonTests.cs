using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Players;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Journal;

/// <summary>Every event can be written and read back as the same.</summary>
public sealed class JournalJsonTests
{
    private static readonly DateTimeOffset At = Examples.T0.AddTicks(1234567);

    private static readonly MetricValues EveryMetric = MetricRange.All
        .Aggregate(new MetricValues.Builder(), (builder, range) => builder.Set(range.Metric, range.Min + ((range.Max - range.Min) / 3)))
        .SetRrIntervals([812.5, 799]).SetEquipment("Rower \"2\" – ä").Build();

    internal static readonly SessionEvent[] Samples =
    [
        new SessionEvent.Created(Examples.NewSession) { At = At },
        new SessionEvent.Started { At = At },
        new SessionEvent.Paused { At = At },
        new SessionEvent.Resumed { At = At },
        new SessionEvent.Ended { At = At },
        new SessionEvent.Cancelled("rain") { At = At, By = "admin" },
        new SessionEvent.PlayerJoined("ada") { At = At },
        new SessionEvent.PlayerConnectionLost("ada") { At = At },
        new SessionEvent.PlayerLeft("ada", LeaveReason.Disconnected) { At = At },
        new SessionEvent.PlayerKicked("ada", "late", "trainer") { At = At },
        new SessionEvent.PlayerReadmitted("ada", "trainer") { At = At },
        new SessionEvent.MetricsReported("ada", "watch", At.AddMilliseconds(-3), TimeSpan.FromTicks(-7654321), EveryMetric) { At = At },
        new SessionEvent.MetricsBackfilled("ada", TimeSpan.FromTicks(-7654321), [new LateSample("watch", At.AddMinutes(-3), EveryMetric), new LateSample(null, At.AddTicks(-1), Examples.HeartRate(99.5))]) { At = At },
        new SessionEvent.ExerciseReported(Examples.Everything, "ada") { At = At },
        new SessionEvent.IntervalReported(Examples.Uphill, "ada") { At = At },
        new SessionEvent.PlayerStatusSet("ada", PlayerStatus.Completed, "done", "ada") { At = At },
        new SessionEvent.SharingChosen("ada", HeartRateVisibility.Zone, HeartRateVisibility.Hidden) { At = At },
        new SessionEvent.MessageSent("m1", ["ada", "ben"], MessagePriority.Urgent, "Stop, Ada", "trainer") { At = At },
        new SessionEvent.MessageAcknowledged("m1", "ada") { At = At },
        new SessionEvent.HandRaised("ada") { At = At },
        new SessionEvent.HandLowered("ada", "trainer") { At = At },
        new SessionEvent.EffortRated("ada", 7.5, "ada") { At = At },
        new SessionEvent.PlayerAdded(new RosterPlayer("ada", "Ada", 9, new Thresholds(200, 50, 172.5, 250, 61), HeartRateVisibility.Zone, HeartRateVisibility.Hidden, IsGuest: true), "ada") { At = At },
        new SessionEvent.PlayerMoved("ada", "Session00002", "trainer") { At = At },
        new SessionEvent.PlayerAnswered("ada", PlayerAnswer.Declined, "ada") { At = At },
        new SessionEvent.Rescheduled(At.AddDays(1)) { At = At },
        new SessionEvent.AdmissionChosen(Admission.Guests) { At = At },
    ];

    public static TheoryData<string> Types { get; } = [.. typeof(SessionEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(SessionEvent))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_event_comes_back_the_same_and_says_its_type_version_and_time(string type)
    {
        var @event = Assert.Single(Samples, sample => sample.GetType().Name == type);
        AssertNothingIsLeftOut(@event);

        var json = JournalJson.Write([@event]);
        var read = Assert.Single(JournalJson.Read(json));

        Assert.Equal(DeepText.Of(@event), DeepText.Of(read));
        var line = JsonNode.Parse(json)!.AsArray().Single()!.AsObject();
        Assert.Equal("type", line.First().Key);
        Assert.Equal(1, (int)line["v"]!);
        Assert.Equal(At, (DateTimeOffset)line["at"]!);
        Assert.DoesNotContain(line, property => property.Key is "subject" or "isPrivate" or "session" && type != "Created");
    }

    [Fact]
    public void What_a_sample_leaves_out_what_it_clears_and_what_it_gives_stay_three_things()
    {
        var values = new MetricValues.Builder().Set(Metric.HeartRate, null).Set(Metric.Power, 0).SetRrIntervals(default).SetEquipment(null).Build();

        var json = JournalJson.Write([new SessionEvent.MetricsReported("ada", null, null, null, values) { At = At }]);

        Assert.Contains("\"values\":{\"heartRate\":null,\"power\":0,\"rrIntervals\":null,\"equipment\":null}", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(values, ((SessionEvent.MetricsReported)JournalJson.Read(json)[0]).Values);
    }

    [Theory]
    [InlineData("""[{"type":"invented","v":1,"at":"2026-07-01T09:00:00+00:00"}]""")]
    [InlineData("""[{"v":1,"at":"2026-07-01T09:00:00+00:00"}]""")]
    [InlineData("""[{"type":"started","v":1}]""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","values":{"mood":3}}]""")]
    public void What_this_version_does_not_know_is_a_fault_and_never_passed_over(string json)
    {
        var error = Assert.ThrowsAny<Exception>(() => JournalJson.Read(Encoding.UTF8.GetBytes(json)));
        Assert.True(error is JsonException or NotSupportedException, $"{error}");
    }

    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        var json = """[{"at":"2026-07-01T09:00:00+00:00","playerId":"ada","v":1,"type":"playerJoined"}]""";
        Assert.Equal(new SessionEvent.PlayerJoined("ada") { At = Examples.T0 }, JournalJson.Read(Encoding.UTF8.GetBytes(json))[0]);
    }

    // A sample that leaves a property at its default would prove nothing about it.
    private static void AssertNothingIsLeftOut(SessionEvent @event)
    {
        foreach (var property in @event.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.Name is not (nameof(SessionEvent.Subject) or nameof(SessionEvent.IsPrivate))))
        {
            var value = property.GetValue(@event);
            Assert.False(value is null or (ICollection { Count: 0 }), $"The example of {@event.GetType().Name} has no {property.Name}.");
        }
    }
}
