using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace TrainingHub.Tests.Web.Telemetry;

public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_that_the_environment_names_is_sent_the_figures()
    {
        var sent = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // The first of them may be sent before the server has all its meters.
            if (Encoding.Latin1.GetString(body.ToArray()) is var figures && figures.Contains("traininghub.sessions", StringComparison.Ordinal))
            {
                sent.TrySetResult(figures);
            }
        });
        await collector.StartAsync();
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        await using var app = await WebApp.StartAsync(web => web
            .UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", address)
            .UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .UseSetting("OTEL_METRIC_EXPORT_INTERVAL", "100"));

        var figures = await sent.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("service.name", figures, StringComparison.Ordinal);
    }
}
