using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using TrainingHub.Client;
using TrainingHub.Core.Metrics;
using TrainingHub.Core.Sessions;
using TrainingHub.Tests.Core.Sessions;
using TrainingHub.Web.Hubs;
using TrainingHub.Web.Wire;
using Ack = TrainingHub.Web.Wire.Ack;
using RejectedSample = TrainingHub.Core.Sessions.RejectedSample;

namespace TrainingHub.Tests.Contracts;

/// <summary>`docs/asyncapi.yaml` and the hub say the same: what either has alone is named. Nothing here is a list of the contract's names but the one that says which reader is a call's.</summary>
public sealed class AsyncApiTests
{
    private static readonly AsyncApiDocument Document = AsyncApiDocument.Read();

    private static readonly Dictionary<string, Action<Fields>> Readers = new()
    {
        ["training:session:join"] = fields => Calls.Join(fields),
        ["training:session:leave"] = Of(Calls.Leave),
        ["training:session:start"] = Of(Calls.Start),
        ["training:session:pause"] = Of(Calls.Pause),
        ["training:session:resume"] = Of(Calls.Resume),
        ["training:session:end"] = Of(Calls.End),
        ["training:session:force:end"] = Of(Calls.ForceEnd),
        ["training:player:kick"] = Of(Calls.Kick),
        ["training:player:readmit"] = Of(Calls.Readmit),
        ["training:player:metrics"] = Of(Calls.Metrics),
        ["training:player:metrics:backfill"] = Of(Calls.Backfill),
        ["training:player:exercise:progress"] = Of(Calls.Exercise),
        ["training:player:interval:progress"] = Of(Calls.Interval),
        ["training:player:status"] = Of(Calls.Status),
        ["training:player:hand"] = Of(Calls.Hand),
        ["training:player:effort"] = Of(Calls.Effort),
        ["training:player:answer"] = Of(Calls.Answer),
        ["training:session:cancel"] = Of(Calls.Cancel),
        ["training:session:reschedule"] = Of(Calls.Reschedule),
        ["training:session:admission"] = Of(Calls.ChooseAdmission),
        ["training:message:send"] = Of(Calls.SendMessage),
        ["training:message:acknowledge"] = Of(Calls.AcknowledgeMessage),
    };

    public static TheoryData<string> Methods { get; } = [.. Readers.Keys];

    public static TheoryData<string> EventNames { get; } = [.. WireExamples.Events.Select(written => written.Key)];

    [Fact]
    public void It_is_an_AsyncAPI_document_whose_references_lead_somewhere_and_whose_parts_are_all_used()
    {
        Assert.Equal("3.0.0", Document.At("asyncapi"));
        Assert.Equal("/training", Document.At("channels", "training", "address"));
        var references = Document.References().ToList();
        Assert.All(references, reference => Document.Resolve(reference));
        foreach (var kind in new[] { "schemas", "messages" })
        {
            Assert.Empty(Document.Map(Document.At("components", kind)).Keys.Select(name => $"#/components/{kind}/{name}").Except(references));
        }

        Assert.Empty(Document.Map(Document.At("channels", "training", "messages")).Keys.Select(name => $"#/channels/training/messages/{name}").Except(references));
        Assert.All(Document.Map(Document.At("operations")).Values.Select(Document.Map), operation => Assert.Equal("#/channels/training", ((Dictionary<object, object>)operation["channel"])["$ref"]));
    }

    [Fact]
    public void Its_calls_are_the_hubs_methods()
    {
        var methods = typeof(SessionHub).GetMethods().Select(method => method.GetCustomAttribute<HubMethodNameAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(methods, Document.Messages("receive").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(methods, Readers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(methods, Constants(typeof(HubMethods)));
    }

    [Fact]
    public void Its_events_are_those_that_are_told()
    {
        var told = WireExamples.Events.Select(written => written.Key).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(told, Document.Messages("send").Keys.Order(StringComparer.Ordinal));
        Assert.Equal(told, Constants(typeof(HubEvents)));
        Assert.Equal(told, HubLinkNames());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_call_reads_the_properties_that_are_described_and_no_other(string method)
    {
        var schema = Document.Payload(Document.Messages("receive")[method]);
        var asked = new HashSet<string>();

        Assert.Null(Fault(method, Example(schema), asked));

        Assert.Equal(Paths(schema).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_call_cannot_do_without_what_is_required_and_can_without_the_rest(string method)
    {
        var schema = Document.Payload(Document.Messages("receive")[method]);
        var needed = schema.Properties.Keys.Where(name => Fault(method, Without(Example(schema), name)) is not null);

        Assert.Equal(schema.Required, needed.Order(StringComparer.Ordinal));
        foreach (var (name, inner) in schema.Properties.Where(property => property.Value.Types.Contains("object") && property.Value.Properties.Count > 0))
        {
            Assert.Equal(inner.Required, inner.Properties.Keys.Where(part => Fault(method, With(Example(schema), name, Without(Example(inner), part))) is not null).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_property_takes_its_type_and_each_word_is_one_of_those_that_are_described(string method)
    {
        var schema = Document.Payload(Document.Messages("receive")[method]);
        foreach (var (name, property) in schema.Properties)
        {
            Assert.Contains(name, Fault(method, With(Example(schema), name, WireValue.Other("something else"))) ?? "nothing was said", StringComparison.Ordinal);
            foreach (var word in property.Words)
            {
                Assert.Null(Fault(method, With(Example(schema), name, word)));
            }

            if (property.Words.Count > 0)
            {
                Assert.EndsWith($"it must be one of {string.Join(", ", property.Words)}.", Fault(method, With(Example(schema), name, "nonsense")), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void An_event_carries_the_properties_that_are_described_and_no_other(string name)
    {
        var faults = new List<string>();
        WireComparison.Compare(Document.Payload(Document.Messages("send")[name]), [.. WireExamples.Events[name]], name, faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void Answers_are_what_is_described()
    {
        var refusals = Enum.GetValues<RefusalCode>().Select(code => new Refusal(code, "No.")).Append(new Refusal(RefusalCode.RateLimited, "No.", TimeSpan.FromSeconds(1))).ToList();
        var backfill = new SessionReply(7) { Backfill = new BackfillOutcome(1, 2, [new RejectedSample(3, "bad")]) };
        WireValue[] joined = [Ack.Of(new StubWatch(resumed: false), Examples.T0), Ack.Of(new StubWatch(resumed: true), Examples.T0)];
        var faults = new List<string>();
        foreach (var method in Readers.Keys)
        {
            var answers = Document.Answers(method).ToList();
            WireValue[] accepted = method switch
            {
                "training:session:join" => joined,
                "training:player:metrics:backfill" => [Ack.Of(backfill)],
                _ => [Ack.Of(new SessionReply(7))],
            };
            WireComparison.Compare(answers[0], accepted, method, faults, whole: "session");
            WireComparison.Compare(answers[1], [.. refusals.Select(Ack.Of)], method, faults);
        }

        Assert.Empty(faults);
        Assert.Equal(refusals.Select(refusal => refusal.WireCode).Distinct().Order(), Document.Schema("Refused").Properties["error"].Properties["code"].Words.Order());
    }

    [Fact]
    public void Ranges_and_units_are_those_of_the_tables()
    {
        var numbers = MetricRange.All.Select(range => (range.Name, range.Unit, range.Min, range.Max, Step: (double?)null))
            .Concat(ProgressRange.All.Select(range => (range.Name, range.Unit, range.Min, range.Max, Step: range.Step is 1 ? null : range.Step)))
            .Append((Name: "effort", ProgressRange.Rpe.Unit, ProgressRange.Rpe.Min, ProgressRange.Rpe.Max, ProgressRange.Rpe.Step)).ToDictionary(number => number.Name);
        var described = Document.Map(Document.At("components", "schemas")).Keys.SelectMany(name => Document.Schema((string)name).Properties)
            .Where(property => property.Value.Number("maximum") is not null && property.Key != "heartRateZone").ToList();

        Assert.Empty(numbers.Keys.Except(described.Select(property => property.Key)));
        Assert.All(described, property => Assert.Equal(
            numbers[property.Key], (property.Key, property.Value.Text("x-unit"), property.Value.Number("minimum")!.Value, property.Value.Number("maximum")!.Value, property.Value.Number("multipleOf"))));
        var values = Document.Schema("MetricValues").Properties;
        Assert.Equal((MetricRange.RrMaxCount, MetricRange.RrMinMs, MetricRange.RrMaxMs), (values["rrIntervals"].Number("maxItems"), values["rrIntervals"].Items.Number("minimum"), values["rrIntervals"].Items.Number("maximum")));
        Assert.Equal(MetricRange.EquipmentMaxLength, values["equipment"].Number("maxLength"));
        Assert.Equal(SessionLimits.BackfillSamples, Document.Schema("BackfillCall").Properties["samples"].Number("maxItems"));
        Assert.Equal(SessionLimits.MessageLength, Document.Schema("SendMessageCall").Properties["text"].Number("maxLength"));
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> HubLinkNames() => Web.Hubs.HubLink.EventNames.Order(StringComparer.Ordinal);

    private static Action<Fields> Of(Func<Fields, string, SessionCommand> read) => fields =>
    {
        fields.Id("sessionId");
        // What could not be read of a late sample stays with it.
        if (read(fields, "ada") is SessionCommand.Backfill { Samples: [{ Malformed: { } fault }, ..] })
        {
            fields.Mistaken("samples", "a sample", fault);
        }
    };

    private static string? Fault(string method, WireValue argument, HashSet<string>? asked = null)
    {
        var fields = new Fields(argument, asked: asked is null ? null : name => asked.Add(name));
        Readers[method](fields);
        return fields.Fault;
    }

    private static IEnumerable<string> Paths(AsyncApiSchema schema, string prefix = "") => schema.Properties.SelectMany(property =>
        Paths(property.Value.Types.Contains("array") ? property.Value.Items : property.Value, $"{prefix}{property.Key}.").Prepend(prefix + property.Key));

    // A value that the schema allows, with every property.
    private static WireValue Example(AsyncApiSchema schema, string name = "") => schema switch
    {
        { Words: [var word, ..] } => word,
        { Types: ["array", ..] } => WireValue.Of([Example(schema.Items)]),
        { Types: ["boolean", ..] } => true,
        { Types: ["number" or "integer", ..] } => schema.Number("minimum") ?? 0,
        { Types: ["string", ..] } => schema.Text("format") == "date-time" ? Examples.T0 : name is "sessionId" or "playerId" ? name : "x",
        _ => WireValue.Of([.. schema.Properties.Select(property => new WireProperty(property.Key, Example(property.Value, property.Key)))]),
    };

    private static WireValue Without(WireValue map, string name) => WireValue.Of([.. Properties(map).Where(property => property.Name != name)]);

    private static WireValue With(WireValue map, string name, WireValue value) => WireValue.Of([.. Properties(map).Where(property => property.Name != name), new WireProperty(name, value)]);

    private static ImmutableArray<WireProperty> Properties(WireValue map) => [.. map.Properties];

    private sealed class StubWatch(bool resumed) : SessionWatch
    {
        public override SessionView Initial => WireExamples.Sessions[0];

        public override bool Resumed => resumed;

        public override string Epoch => "e";

        public override Audience Audience => Audience.Staff;

        public override SessionView Current => Initial;

        public override bool Ended => false;

        public override bool Interrupted => false;

        public override bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SessionUpdate? update)
        {
            update = null;
            return false;
        }

        public override void Dispose()
        {
        }
    }
}
