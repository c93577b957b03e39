using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace TrainingHub.Tests.Web.Mail;

/// <summary>A mail server on a free port that takes every letter and keeps it.</summary>
internal sealed class FakeSmtp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _serving;

    public FakeSmtp()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next letter as it came, its quoted lines joined.</summary>
    public async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _letters.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _serving;
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_closed.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 fake");
        while (await reader.ReadLineAsync(_closed.Token) is { } line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var letter = new StringBuilder();
                while (await reader.ReadLineAsync(_closed.Token) is { } text && text != ".")
                {
                    letter.AppendLine(text);
                }

                _letters.Writer.TryWrite(letter.ToString().Replace("=\r\n", "", StringComparison.Ordinal).Replace($"={Environment.NewLine}", "", StringComparison.Ordinal));
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT")
            {
                return;
            }
        }
    }
}
