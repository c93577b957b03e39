using System.Net;
using System.Net.Sockets;

namespace TrainingHub.Bench.Faults;

/// <summary>One connection through the proxy; it closes both its sockets when it ends.</summary>
internal sealed class ProxiedConnection(Socket client, Socket server, FaultyProxy proxy)
{
    private volatile bool _cutInFrame;
    private volatile bool _deaf;

    public async Task RunAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            (client.NoDelay, server.NoDelay) = (true, true);
            await server.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
            await Task.WhenAll(PumpAsync(client, server, up: true, cancellationToken), PumpAsync(server, client, up: false, cancellationToken));
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone, so the other goes too.
        }
        finally
        {
            Cut();
        }
    }

    public void Inject(NetworkFault fault)
    {
        try
        {
            switch (fault)
            {
                case NetworkFault.Cut:
                    Cut();
                    break;
                case NetworkFault.CutInFrame:
                    _cutInFrame = true;
                    break;
                case NetworkFault.HalveUp:
                    server.Shutdown(SocketShutdown.Send);
                    break;
                case NetworkFault.HalveDown:
                    client.Shutdown(SocketShutdown.Send);
                    break;
                case NetworkFault.Deafen:
                    _deaf = true;
                    break;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It went by itself.
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool up, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is > 0 and var length)
            {
                await proxy.PassAsync(cancellationToken);
                if (_deaf && !up)
                {
                    continue;
                }

                await SendAsync(to, buffer.AsMemory(0, _cutInFrame ? length / 2 : length), cancellationToken);
                if (_cutInFrame)
                {
                    Cut();
                    return;
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            Cut(); // the other direction must not wait for an end that never comes
            throw;
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        while (!piece.IsEmpty)
        {
            piece = piece[await to.SendAsync(piece, cancellationToken)..];
        }
    }

    // By a reset, as of a process or a cable that is gone.
    private void Cut()
    {
        foreach (var socket in (Socket[])[client, server])
        {
            socket.Close(0);
        }
    }
}
