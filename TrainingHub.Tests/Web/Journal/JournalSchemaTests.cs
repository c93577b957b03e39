using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Journal;
using TrainingHub.Tests.Web.Commands;
using TrainingHub.Tests.Web.Hubs;

namespace TrainingHub.Tests.Web.Journal;

/// <summary>`docs/journal.schema.json` and `docs/journal.md` say what the journal writes.</summary>
public sealed class JournalSchemaTests : IDisposable
{
    private static readonly string[] Types = [.. typeof(SessionEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false)
        .Cast<JsonDerivedTypeAttribute>().Select(type => (string)type.TypeDiscriminator!)];

    private readonly JournalFolder _folder = new();

    private static string Docs => Path.Combine(AppContext.BaseDirectory, "docs");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Every_line_that_the_journal_gives_is_one_that_the_schema_describes_with_every_property()
    {
        Assert.Empty(await FaultsAsync(await LinesAsync()));
    }

    [SkippableTheory]
    [InlineData("""{"seq":1,"type":"invented","v":1,"at":"2026-07-01T09:00:00+00:00"}""")]
    [InlineData("""{"seq":1,"type":"started","at":"2026-07-01T09:00:00+00:00"}""")]
    [InlineData("""{"seq":0,"type":"started","v":1,"at":"2026-07-01T09:00:00+00:00"}""")]
    [InlineData("""{"seq":1,"type":"playerLeft","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","reason":"bored"}""")]
    [InlineData("""{"seq":1,"type":"metrics","v":1,"at":"2026-07-01T09:00:00+00:00","playerId":"ada","values":{"heartRate":"fast"}}""")]
    public async Task What_is_no_line_of_a_journal_is_none_for_the_schema(string line) => Assert.NotEmpty(await FaultsAsync([line]));

    [Fact]
    public void Schema_and_page_know_just_the_events_that_there_are()
    {
        var described = Schema()["oneOf"]!.AsArray().Select(one => ((string)one!["$ref"]!)["#/$defs/".Length..]);
        var page = File.ReadAllText(Path.Combine(Docs, "journal.md"));

        Assert.Equal(Types, described);
        Assert.All(Types, type => Assert.Contains($"`{type}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_samples_values_have_the_ranges_that_are_accepted()
    {
        var values = Schema()["$defs"]!["values"]!["properties"]!.AsObject();

        Assert.All(MetricRange.All, range => Assert.Equal((range.Min, range.Max), ((double)values[range.Name]!["minimum"]!, (double)values[range.Name]!["maximum"]!)));
        Assert.Equal(MetricRange.All.Select(range => range.Name).Concat(["rrIntervals", "equipment"]).Order(), values.Select(value => value.Key).Order());
    }

    private static JsonNode Schema() => JsonNode.Parse(File.ReadAllText(Path.Combine(Docs, "journal.schema.json")))!;

    private async Task<string[]> LinesAsync()
    {
        await using (var journal = _folder.Open())
        {
            await journal.AppendAsync("a", 1, JournalJsonTests.Samples.ToImmutableArray(), CancellationToken.None);
        }

        var file = _folder.Path + ".jsonl";
        await Ops.MustAsync(Path.GetDirectoryName(_folder.Path)!, "export", "--session", "a", "--out", file);
        return await File.ReadAllLinesAsync(file);
    }

    private static async Task<List<string>> FaultsAsync(string[] lines)
    {
        var output = await Node.RunAsync("validate.mjs", JsonSerializer.Serialize(new { schema = Schema(), lines }));
        var faults = JsonSerializer.Deserialize<string[][]>(output)!;
        return [.. lines.Zip(faults).Where(line => line.Second.Length > 0).Select(line => $"{line.First}: {string.Join("; ", line.Second)}")];
    }
}
