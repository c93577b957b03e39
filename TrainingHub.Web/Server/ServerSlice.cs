using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Server;

public static class ServerSlice
{
    /// <summary>A builder that finds the settings and public files in the working directory, or else beside the program: a published one is started from anywhere.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        });

        // `dotnet run` serves the packages' files from where they were built, in every environment; a published program has no such list, and needs none.
        builder.WebHost.UseStaticWebAssets();
        // What a socket brings is worked on in the pool's thread that fetched it; two more threads would be woken for it on the way to the hub (docs/performance.md).
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        return builder;
    }

    public static IServiceCollection AddServer(this IServiceCollection services)
    {
        services.AddSingleton(_ => new SteadyTime()); // not by the container: its other constructor takes what this one provides
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<SteadyTime>());
        services.AddHostedService<SteadyTimeUpkeep>();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptions.Validator>();
        services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddSingleton<PublicAddress>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ServerOptions>>((headers, server) => Trust(headers, server.Value.TrustedProxies));
        return services;
    }

    /// <summary>Believes the configured proxies, and nobody else, about the client's address, scheme and host.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static void Trust(ForwardedHeadersOptions headers, IReadOnlyList<string> proxies)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
