using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>One UDP socket: a loop that receives, and sends that do not wait.</summary>
internal sealed partial class UdpTransport : IDisposable
{
    private const int KernelBuffer = 4 * 1024 * 1024;

    /// <summary>The shortest request line alone is longer: less is a keep-alive (RFC 5626 section 4.4) or noise.</summary>
    private const int ShortestMessage = 16;

    private const int MostPeersKept = 4096;
    private const int FailuresInARow = 100;

    private readonly Socket _socket;
    private readonly TransportLayer _layer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<SocketAddress, IPEndPoint> _peers = [];
    private Task _loop = Task.CompletedTask;

    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public UdpTransport(IPEndPoint address, TransportLayer layer, TimeProvider time, ILogger logger)
    {
        _layer = layer;
        _time = time;
        _logger = logger;
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = KernelBuffer;
            _socket.SendBufferSize = KernelBuffer;
            _socket.Bind(address);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Local = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint Local { get; }

    public void Start() => _loop = Task.Run(ReceiveAsync);

    public void Send(ReadOnlySpan<byte> datagram, IPEndPoint remote)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, remote);
        }
        catch (SocketException e)
        {
            // Unreachable peers answer with nothing as often as with an error: the transaction's timer decides.
            LogSendFailed(e.SocketErrorCode, remote);
        }
        catch (ObjectDisposedException)
        {
            LogSendFailed(SocketError.Shutdown, remote);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _loop.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[SipParser.MaxMessage];
        var from = new SocketAddress(_socket.AddressFamily);
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _stop.Token);
                failures = 0;
                if (length >= ShortestMessage)
                {
                    _layer.Receive(buffer.AsSpan(0, length), new Flow(TransportKind.Udp, Local, PeerOf(from)));
                }
            }
            catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // An ICMP error of an earlier send surfaces here; the socket is as good as before.
                LogReceiveFailed(e.SocketErrorCode);
                if (++failures % FailuresInARow == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), _time, CancellationToken.None);
                }
            }
            catch (Exception e)
            {
                // The packet loop: one datagram, whatever it does to us, does not cost the next ones.
                LogDefect(e);
            }
        }
    }

    /// <summary>Peers send more than once, so that their addresses are objects already.</summary>
    private IPEndPoint PeerOf(SocketAddress from)
    {
        if (_peers.TryGetValue(from, out var known))
        {
            return known;
        }

        if (_peers.Count >= MostPeersKept)
        {
            _peers.Clear();
        }

        var key = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(key.Buffer.Span);
        return _peers[key] = (IPEndPoint)Local.Create(key);
    }

    [LoggerMessage(1001, LogLevel.Debug, "Datagram to {Remote} not sent: {Error}")]
    private partial void LogSendFailed(SocketError error, IPEndPoint remote);

    [LoggerMessage(1002, LogLevel.Debug, "Receive failed: {Error}")]
    private partial void LogReceiveFailed(SocketError error);

    [LoggerMessage(1004, LogLevel.Critical, "A datagram could not be handled")]
    private partial void LogDefect(Exception e);
}
