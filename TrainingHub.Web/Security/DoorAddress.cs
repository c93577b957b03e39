using System.Net;
using System.Net.Sockets;

namespace TrainingHub.Web.Security;

/// <summary>By which address somebody is counted.</summary>
internal static class DoorAddress
{
    private const int SitePrefix = 64;

    /// <returns>Null for loopback, and for a connection that has no address, which comes from this machine too.</returns>
    public static string? Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
            return IPAddress.IsLoopback(address) ? null : address.ToString();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SitePrefix / 8))
            : address.ToString();
    }
}
