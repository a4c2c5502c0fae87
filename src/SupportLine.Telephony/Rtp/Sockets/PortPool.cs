using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp.Sockets;

/// <summary>
/// Even ports with the odd ones above them, the longest unused first, and none again before what a peer still sends to
/// an ended call has died down.
/// </summary>
internal sealed class PortPool
{
    /// <summary>How long a port rests after a call.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly Queue<(int Port, long Since)> _free = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly bool _native;

    /// <param name="first">An odd one is passed over.</param>
    /// <param name="last">Last port that may be used, reports included.</param>
    /// <param name="time">Real time.</param>
    /// <param name="native">Whether sockets are worked by Linux's own calls.</param>
    public PortPool(int first, int last, TimeProvider time, bool native)
    {
        _time = time;
        _native = native;
        var longAgo = time.GetTimestamp() - (Rest.Ticks * time.TimestampFrequency / TimeSpan.TicksPerSecond);
        for (var port = first + (first & 1); port < last; port += 2)
        {
            _free.Enqueue((port, longAgo));
        }
    }

    /// <summary>Two bound sockets; null when no pair is free. Ports that somebody else holds are passed over.</summary>
    public PortPair? Bind(IPAddress address)
    {
        for (var tries = 0; tries < 64 && TryTake(out var port); tries++)
        {
            if (TryBind(address, port) is not { } rtp)
            {
                Release(port);
                continue;
            }

            if (TryBind(address, port + 1) is { } rtcp)
            {
                return new PortPair(rtp, rtcp);
            }

            rtp.Dispose();
            Release(port);
        }

        return null;
    }

    public void Release(int port)
    {
        lock (_lock)
        {
            _free.Enqueue((port, _time.GetTimestamp()));
        }
    }

    private bool TryTake(out int port)
    {
        lock (_lock)
        {
            port = 0;
            if (!_free.TryPeek(out var first) || _time.GetElapsedTime(first.Since) < Rest)
            {
                return false;
            }

            port = _free.Dequeue().Port;
            return true;
        }
    }

    private DatagramSocket? TryBind(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return DatagramSocket.Of(socket, _native);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
