using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Takes connections on one address. What comes of one is its own affair, so that none holds up the next.</summary>
internal sealed partial class StreamListener : IDisposable
{
    private const int Backlog = 512;
    private const int FailuresInARow = 100;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly Action<Socket> _accepted;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <exception cref="SocketException">The address is in use or not ours.</exception>
    public StreamListener(TransportKind kind, IPEndPoint address, Action<Socket, IPEndPoint> accepted, TimeProvider time, ILogger logger)
    {
        Kind = kind;
        _time = time;
        _logger = logger;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(address);
            _socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Local = (IPEndPoint)_socket.LocalEndPoint!;
        _accepted = socket => accepted(socket, Local);
    }

    public TransportKind Kind { get; }

    public IPEndPoint Local { get; }

    public void Start() => _loop = Task.Run(AcceptAsync);

    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _loop.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _accepted(await _socket.AcceptAsync(_stop.Token));
                failures = 0;
            }
            catch (Exception e) when (_stop.IsCancellationRequested && e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // The peer has gone again, or we are out of handles: the next one may fare better, in a while.
                if (failures++ % FailuresInARow == 0) LogAcceptFailed(Kind, e.SocketErrorCode);
                await Task.WhenAny(Task.Delay(Breath, _time, _stop.Token));
            }
        }
    }

    [LoggerMessage(1005, LogLevel.Warning, "{Kind} connection not taken: {Error}")]
    private partial void LogAcceptFailed(TransportKind kind, SocketError error);
}
