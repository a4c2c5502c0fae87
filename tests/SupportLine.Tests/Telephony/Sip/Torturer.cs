using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Tests.Telephony.Sip;

/// <summary>
/// A peer at an address of its own within 127/8, where the messages of RFC 4475 can be answered at the ports that their
/// Vias name, and an engine that is busy whoever calls.
/// </summary>
internal sealed class Torturer : ICallHandler, IAsyncDisposable
{
    private static readonly int[] Ports = [5060, 5050, 5070];

    private readonly IPAddress _address = new([127, 99, (byte)Random.Shared.Next(1, 255), (byte)Random.Shared.Next(1, 255)]);
    private readonly Channel<SipResponse> _heard = Channel.CreateUnbounded<SipResponse>();
    private readonly List<UdpClient> _sockets = [];
    private readonly CallEngine _engine;

    public Torturer()
    {
        var options = new CallEngineOptions { Listen = [new Uri("udp://0.0.0.0:0")], FirstMediaPort = 29_000, LastMediaPort = 29_100 };
        _engine = new CallEngine(options, this, TimeProvider.System, NullLogger.Instance);
    }

    public bool Serves(string dialled) => true;

    public Task HandleAsync(ICall call, CancellationToken ct) => call.RejectAsync(486, ct);

    public void Start()
    {
        _engine.Start();
        foreach (var port in Ports)
        {
            var socket = new UdpClient(new IPEndPoint(_address, port));
            _sockets.Add(socket);
            _ = ListenAsync(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _sockets.ForEach(socket => socket.Dispose());
        await _engine.DisposeAsync();
    }

    /// <summary>The final answer to the datagram; 0 when there is silence until well-formed requests behind it are answered.</summary>
    public async Task<int> AnswerToAsync(byte[] datagram)
    {
        var engine = new IPEndPoint(IPAddress.Loopback, _engine.Listening[0].Port);
        await _sockets[0].SendAsync(datagram, engine);

        // Whichever port the answer goes to, it comes there before that port's own marker does.
        foreach (var socket in _sockets)
        {
            await socket.SendAsync(Marker(((IPEndPoint)socket.Client.LocalEndPoint!).Port), engine);
        }

        var marked = 0;
        var working = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (marked < Ports.Length || working)
        {
            var response = await _heard.Reader.ReadAsync(patience.Token);
            if (response.CallId.StartsWith("marker-", StringComparison.Ordinal))
            {
                marked++;
            }
            else if (response.IsProvisional)
            {
                working = true;
            }
            else
            {
                return response.Status;
            }
        }

        return 0;
    }

    private static byte[] Marker(int port) => Encoding.ASCII.GetBytes(
        $"OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP x;branch=z9hG4bK{port};rport\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: marker-{port}\r\nCSeq: 1 OPTIONS\r\n\r\n");

    private async Task ListenAsync(UdpClient socket)
    {
        try
        {
            while (true)
            {
                var datagram = (await socket.ReceiveAsync()).Buffer;
                SipParser.Parse(datagram, stream: false, out var message, out _, out _);
                await _heard.Writer.WriteAsync(Assert.IsType<SipResponse>(message));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            _heard.Writer.TryComplete();
        }
    }
}
