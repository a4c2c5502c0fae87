using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;

namespace SupportLine.Server.Demo;

/// <summary>
/// The telephones of the demo's agent and engineers, and of its callers: one engine, a port for each person. The first
/// engineer declines, so that the second one's turn comes.
/// </summary>
internal sealed class DemoPhones : ICallHandler, IAsyncDisposable
{
    /// <summary>How long a conversation between two people lasts here.</summary>
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(4);

    private readonly CallEngine _engine;

    public DemoPhones(IReadOnlyList<int> ports)
    {
        _engine = new CallEngine(
            new CallEngineOptions
            {
                Listen = [.. ports.Select(port => new Uri($"udp://127.0.0.1:{port}"))],
                FirstMediaPort = 30000,
                LastMediaPort = 30199,
                UserAgent = "SupportLine demo telephone",
            },
            this,
            TimeProvider.System,
            NullLogger.Instance);
        _engine.Start();
    }

    public IExchange Exchange => _engine;

    public bool Serves(string dialled) => true;

    public async Task HandleAsync(ICall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        await call.RingAsync(ct);
        if (call.Dialled == "lucia")
        {
            await Task.Delay(TimeSpan.FromSeconds(3), ct);
            await call.RejectAsync(603, ct);
            return;
        }

        await call.AnswerAsync(ct);
        if (call.Dialled == "diego")
        {
            // Hears what it is about, then takes it. A talk of less than ten seconds would count as cut off, and others be rung.
            await Task.Delay(TimeSpan.FromSeconds(6), ct);
            await call.SendDigitsAsync("1", ct);
            await Task.Delay(Talk * 4, ct);
            return;
        }

        // The agent hears the whisper, then asks for the folio to be read to both, and ends the call.
        await Task.Delay(TimeSpan.FromSeconds(9), ct);
        await call.SendDigitsAsync("*6", ct);
        await Task.Delay(Talk + Talk, ct);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    /// <summary>A free UDP port of loopback: the preferred one when nobody has it.</summary>
    public static int Free(int preferred)
    {
        foreach (var port in new[] { preferred, 0 })
        {
            using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (System.Net.Sockets.SocketException) when (port != 0)
            {
                continue;
            }
        }

        return preferred;
    }
}
