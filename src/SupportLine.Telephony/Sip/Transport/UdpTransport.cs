using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>One UDP socket: a loop that receives, and sends that do not wait.</summary>
internal sealed partial class UdpTransport : IDisposable
{
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly Action<SipMessage, Flow> _received;
    private readonly Func<IPAddress, bool> _admits;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private long _rejected;

    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public UdpTransport(IPEndPoint address, Func<IPAddress, bool> admits, Action<SipMessage, Flow> received, ILogger logger)
    {
        _received = received;
        _admits = admits;
        _logger = logger;
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = ReceiveBuffer;
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

    /// <summary>Datagrams that were no SIP message since the start.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

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
        var any = new SocketAddress(_socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token);
                Take(buffer.AsSpan(0, length), any);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e) when (!_stop.IsCancellationRequested)
            {
                // An ICMP error of an earlier send surfaces here; the socket is as good as before.
                LogReceiveFailed(e.SocketErrorCode);
            }
            catch (SocketException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, SocketAddress from)
    {
        var remote = (IPEndPoint)Local.Create(from);
        if (datagram.Length < 12 || !_admits(remote.Address))
        {
            // Keep-alives (RFC 5626 section 4.4.1) and strangers: nothing is said.
            return;
        }

        var flow = new Flow(TransportKind.Udp, Local, remote);
        if (SipParser.Parse(datagram.ToArray(), stream: false, out var message, out _, out var reason) == ParseVerdict.Parsed)
        {
            _received(message!, flow);
            return;
        }

        Interlocked.Increment(ref _rejected);
        LogRejected(remote, reason, datagram.Length);
    }

    [LoggerMessage(1001, LogLevel.Debug, "Datagram to {Remote} not sent: {Error}")]
    private partial void LogSendFailed(SocketError error, IPEndPoint remote);

    [LoggerMessage(1002, LogLevel.Debug, "Receive failed: {Error}")]
    private partial void LogReceiveFailed(SocketError error);

    [LoggerMessage(1003, LogLevel.Information, "Datagram from {Remote} is no SIP message: {Reason}, {Length} bytes")]
    private partial void LogRejected(IPEndPoint remote, RejectReason reason, int length);
}
