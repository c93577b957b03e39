using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using TrainingHub.Web.Tokens;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Hubs;

public static class HubSlice
{
    // An acknowledgement waits for a commit: a gateway that sends for many athletes must not wait for each.
    private const int ParallelCalls = 32;

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
                hub.AddFilter<CallFilter>();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.Converters.Add(new WireJson()))
            .AddMessagePackProtocol(pack => pack.SerializerOptions = MessagePackSerializerOptions.Standard
                .WithResolver(CompositeResolver.Create([WireMessagePack.Instance], [BuiltinResolver.Instance]))
                .WithSecurity(MessagePackSecurity.UntrustedData));
        services.AddOptions<HubOptions<SessionHub>>().Configure<IOptions<HubLimits>>((hub, limits) => hub.MaximumReceiveMessageSize = limits.Value.MessageBytes);
        services.AddSingleton<HubLifetimeManager<SessionHub>, HubPeers>();
        return services;
    }

    public static void MapTrainingHub(this IEndpointRouteBuilder routes)
        => routes.MapHub<SessionHub>(TokenAuth.HubPath, options => options.AllowStatefulReconnects = true);
}
