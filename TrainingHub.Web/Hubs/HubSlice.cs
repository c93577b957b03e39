using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Tokens;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

public static class HubSlice
{
    // An acknowledgement waits for a commit: a gateway that sends for many athletes must not wait for each.
    private const int ParallelCalls = 32;

    // A dead line is noticed within 30 s: SignalR gives up on a client that was silent for SilentFor (clients speak every 15 s by themselves), and only then begins the time in which
    // a stateful reconnect may still come (HubConnectionContext.AbortAllowReconnect, HttpConnectionManager.ScanAsync; 15 s by default). Each is looked at once a second.
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(20), ReconnectWithin = TimeSpan.FromSeconds(7);

    /// <summary>The public hub, in JSON and MessagePack.</summary>
    public static IServiceCollection AddTrainingHub(this IServiceCollection services)
    {
        services.AddOptions<HubLimits>().BindConfiguration("Limits").ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubLimits>, ValidateHubLimits>();
        services.AddSingleton<CallFilter>();
        services.AddSingleton<SessionJoins>();
        services.AddSignalR()
            .AddHubOptions<SessionHub>(hub =>
            {
                hub.MaximumParallelInvocationsPerClient = ParallelCalls;
                hub.ClientTimeoutInterval = SilentFor;
                hub.AddFilter<CallFilter>();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new WireJson()))
            .AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(CompositeResolver.Create([WireMessagePack.Instance], [BuiltinResolver.Instance]))
                .WithSecurity(MessagePackSecurity.UntrustedData));
        // The pages' circuits share this one: it is theirs too, for a connection that is not a WebSocket.
        services.Configure<ConnectionOptions>(connections => connections.DisconnectTimeout = ReconnectWithin);
        services.AddOptions<HubOptions<SessionHub>>().Configure<IOptions<HubLimits>>((hub, limits) => hub.MaximumReceiveMessageSize = limits.Value.MessageBytes);
        services.AddSingleton<HubPeers>();
        services.AddSingleton<HubLifetimeManager<SessionHub>>(provider => provider.GetRequiredService<HubPeers>());
        return services;
    }

    /// <summary>The hub, in a branch of its own before the pages' authentication, which would hold its handlers, and with them the token, in each connection's call until it ends.</summary>
    public static void UseTrainingHub(this WebApplication app) =>
        app.MapWhen(context => context.Request.Path.StartsWithSegments(TokenAuth.HubPath), hub =>
        {
            // The pages' routes were asked already, and they may have an answer to any path.
            hub.Use((context, next) =>
            {
                context.SetEndpoint(null);
                return next(context);
            });
            hub.UseRouting();
            hub.UseHubAdmission();
            hub.UseAuthorization();
            hub.UseEndpoints(MapTrainingHub);
        });

    private static void MapTrainingHub(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<IOptions<HubLimits>>().Value;
        routes.MapHub<SessionHub>(TokenAuth.HubPath, options =>
        {
            options.AllowStatefulReconnects = true;
            options.TransportSendTimeout = limits.SendTimeout;
        });
    }
}
