using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupportLine.Tests.Server.Outbox;

/// <summary>A real listener for HTTP on loopback, which answers as it is told, byte for byte, and remembers what came.</summary>
internal sealed class WebhookListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Task _listening;

    /// <param name="answer">What is sent back for the request of that number, from 0; null answers nothing and keeps the connection open.</param>
    public WebhookListener(Func<int, string?> answer)
    {
        _listener.Start();
        _listening = ListenAsync(answer);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    /// <summary>Whole requests, head and body, in the order they came.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync(Func<int, string?> answer)
    {
        var open = new List<TcpClient>();
        try
        {
            for (var number = 0; ; number++)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.Add(client);
                var request = await ReadAsync(client.GetStream());
                lock (_requests)
                {
                    _requests.Add(request);
                }

                if (answer(number) is not { } text) continue;
                await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token);
                client.Close();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test is over.
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var length = await stream.ReadAsync(buffer, _stop.Token);
            if (length == 0) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, length));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        const string Length = "Content-Length: ";
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var at = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase) + Length.Length;
        var length = int.Parse(request[at..request.IndexOf('\r', at)], System.Globalization.CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetByteCount(request[(end + 4)..]) >= length;
    }
}
