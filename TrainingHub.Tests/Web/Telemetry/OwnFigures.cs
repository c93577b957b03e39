using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace TrainingHub.Tests.Web.Telemetry;

/// <summary>Servers of other tests run in the same process, with instruments of the same names; these keep them apart, and read what is at <c>/metrics</c>.</summary>
internal static partial class OwnFigures
{
    public const string Token = "a token that is long enough";

    /// <summary>Lets <c>/metrics</c> show what this server measured alone, to who sends <see cref="Token"/>.</summary>
    public static void Measure(IWebHostBuilder web)
    {
        web.UseSetting("Metrics:Token", Token);
        web.ConfigureTestServices(services => services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => instrument.Meter.Scope is IMeterFactory factory && factory != own ? MetricStreamConfiguration.Drop : null);
        }));
    }

    /// <summary>Each series with its value.</summary>
    public static async Task<Dictionary<string, double>> ScrapeAsync(WebApp app)
    {
        using var client = app.CreateClient(Token);
        var text = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        return Line().Matches(text).ToDictionary(line => line.Groups["series"].Value.Replace("{}", "", StringComparison.Ordinal), line => double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^(?<series>[a-zA-Z_:][^\s{]*(\{[^}]*\})?) (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
