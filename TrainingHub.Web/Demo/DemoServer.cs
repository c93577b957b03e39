using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Connections.Client;

namespace TrainingHub.Web.Demo;

/// <summary>How the demo's wearables reach the very server that they run in.</summary>
internal sealed record DemoServer(Uri Address)
{
    /// <returns>Null where the server listens on nothing that a client of the same machine could call.</returns>
    public static DemoServer? Of(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(BindingAddress.Parse).Where(address => !address.IsUnixPipe && !address.IsNamedPipe) ?? [];
        // Without TLS where there is a choice: nothing leaves the machine.
        return addresses.OrderBy(address => address.Scheme == "https").FirstOrDefault() is { } best
            ? new DemoServer(new UriBuilder(best.Scheme, HostOf(best), best.Port).Uri)
            : null;
    }

    /// <summary>Over HTTPS on loopback the server is ourselves: its certificate is taken as it is.</summary>
    public void TrustItself(HttpConnectionOptions http)
    {
        if (Address is { Scheme: "https", IsLoopback: true })
        {
#pragma warning disable CA5359 // The certificate names the public host, not loopback, and the peer is this very process.
            http.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
    }

    private static string HostOf(BindingAddress address) => address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
}
