using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.SignalR.Protocol;
using TrainingHub.Core.Sessions;

namespace TrainingHub.Bench.Micro;

/// <summary>The update of a window of three samples, as the bytes that all watchers of one audience share.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private readonly SessionUpdate _frame = new SampledSession().Frame();
    private readonly IHubProtocol _json = HubEncoding.Protocol("json"), _messagePack = HubEncoding.Protocol("messagepack");

    [Benchmark]
    public int Json() => HubEncoding.Encode(_frame, _json);

    [Benchmark]
    public int MessagePack() => HubEncoding.Encode(_frame, _messagePack);
}
