using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using TrainingHub.Core.Journal;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;

namespace TrainingHub.Tests.Core.Journal;

/// <summary>The fast way to read a sample and the serializer's agree.</summary>
public sealed class MetricsReportedJsonTests
{
    private static readonly Gen<DateTimeOffset> Instants = Gen.Long[0, TimeSpan.FromDays(400).Ticks].Select(ticks => Examples.T0.AddTicks(ticks));
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.Const("strap"), Gen.String[0, 12], Gen.Const("a \"quoted\" \\ ä\n"));

    private static readonly Gen<MetricValues> Values = Gen.Select(Gen.Int[0, (1 << 14) - 1], Gen.Double[20, 100].Array[12], Gen.Bool.Array[12], Gen.Double[200, 3000].Array[0, 5], Gen.Bool).Select((given, numbers, nulls, intervals, isNull) =>
    {
        var builder = new MetricValues.Builder();
        foreach (var range in MetricRange.All.Where(range => (given & (1 << (int)range.Metric)) != 0))
        {
            builder.Set(range.Metric, nulls[(int)range.Metric] ? null : numbers[(int)range.Metric]);
        }

        if ((given & (int)MetricMask.RrIntervals) != 0)
        {
            builder.SetRrIntervals(isNull ? default : [.. intervals]);
        }

        return ((given & (int)MetricMask.Equipment) != 0 ? builder.SetEquipment(isNull ? null : "rower \"2\"") : builder).Build();
    });

    private static readonly Gen<SessionEvent> Samples = Gen.Select(Texts, Texts.Null(), Instants, Instants.Nullable(), Gen.Long[-TimeSpan.TicksPerDay, TimeSpan.TicksPerDay].Nullable(), Values)
        .Select((player, device, at, timestamp, offset, values) => (SessionEvent)new SessionEvent.MetricsReported(player, device, timestamp, offset is { } ticks ? new TimeSpan(ticks) : null, values) { At = at });

    [Fact]
    public void What_was_written_is_read_as_the_serializer_reads_it() => Samples.Array[1, 4].Sample(samples =>
    {
        var json = JournalJson.Write([.. samples]);
        Assert.Equal(Text(JsonSerializer.Deserialize<ImmutableArray<SessionEvent>>(json, JournalJson.Options)), Text(JournalJson.Read(json)));
    }, iter: 2000);

    [Theory]
    [InlineData("""[{"type":"metrics","at":"2026-07-01T09:00:00+00:00","v":1,"values":{"power":1},"playerId":"ada"}]""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","new":[{"a":1}],"values":{"power":1}}]""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","deviceId":null,"values":{"power":1},"new":3}]""")]
    public void What_is_written_otherwise_is_read_too(string json)
    {
        var read = Assert.IsType<SessionEvent.MetricsReported>(Assert.Single(JournalJson.Read(Encoding.UTF8.GetBytes(json))));
        Assert.Equal(("ada", 1.0, Examples.T0), (read.PlayerId, read.Values[Metric.Power], read.At));
    }

    [Theory]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","values":{"power":"x"}}]""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"yesterday","playerId":"ada","values":{"power":1}}]""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","values":{"power":1}}""")]
    [InlineData("""[{"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","values":{"power":1}}] []""")]
    [InlineData("[null]")]
    public void What_is_no_batch_is_a_fault(string json) => Assert.ThrowsAny<JsonException>(() => JournalJson.Read(Encoding.UTF8.GetBytes(json)));

    private static string Text(ImmutableArray<SessionEvent> events) => string.Join('\n', events.Select(@event => DeepText.Of(@event)));
}
