using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SupportLine.Tests.Shared;

/// <summary>
/// A peer at an address of its own within 127/8, where the messages of RFC 4475 can be answered at the ports that their
/// Vias name. It reads answers by eye, with no parser of ours.
/// </summary>
internal sealed class Torturer : IDisposable
{
    private static readonly int[] Ports = [5060, 5050, 5070];

    private readonly Channel<(int Status, string CallId)> _heard = Channel.CreateUnbounded<(int, string)>();
    private readonly List<UdpClient> _sockets = [];
    private readonly IPEndPoint _service;
    private readonly string _name = Guid.NewGuid().ToString("N");
    private int _markers;

    /// <param name="service">Who is tortured, on IPv4.</param>
    public Torturer(IPEndPoint service)
    {
        _service = service;
        var address = new IPAddress([127, 99, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);
        foreach (var port in Ports)
        {
            var socket = new UdpClient(new IPEndPoint(address, port));
            _sockets.Add(socket);
            _ = ListenAsync(socket);
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    /// <summary>The final answer to the datagram; 0 when there is silence until well-formed requests behind it are answered.</summary>
    public async Task<int> AnswerToAsync(byte[] datagram)
    {
        await _sockets[0].SendAsync(datagram, _service);

        // Whichever port the answer goes to, it comes there before that port's own marker does.
        var marker = $"marker-{_name}-{++_markers}-";
        foreach (var socket in _sockets)
        {
            await socket.SendAsync(Marker(marker, ((IPEndPoint)socket.Client.LocalEndPoint!).Port), _service);
        }

        var marked = 0;
        var working = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (marked < Ports.Length || working)
        {
            var (status, callId) = await _heard.Reader.ReadAsync(patience.Token);
            if (callId.StartsWith(marker, StringComparison.Ordinal))
            {
                marked++;
            }
            else if (status < 200)
            {
                working = true;
            }
            else if (!callId.StartsWith("marker-", StringComparison.Ordinal))
            {
                return status;
            }
        }

        return 0;
    }

    private static byte[] Marker(string marker, int port) => Encoding.ASCII.GetBytes(
        $"OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK{marker}{port};rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: {marker}{port}\r\nCSeq: 1 OPTIONS\r\n\r\n");

    private async Task ListenAsync(UdpClient socket)
    {
        try
        {
            while (true)
            {
                var lines = Encoding.UTF8.GetString((await socket.ReceiveAsync()).Buffer).Split("\r\n");
                var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
                var callId = lines.FirstOrDefault(line => line.StartsWith("Call-ID: ", StringComparison.Ordinal)) ?? "";
                await _heard.Writer.WriteAsync((status, callId[Math.Min(9, callId.Length)..]));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            _heard.Writer.TryComplete();
        }
    }
}
