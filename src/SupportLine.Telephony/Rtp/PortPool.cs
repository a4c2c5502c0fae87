using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Rtp;

/// <summary>
/// Even ports, the longest unused first, so that what a peer still sends to an ended call has died down before its port
/// is another's.
/// </summary>
internal sealed class PortPool
{
    private readonly Queue<int> _free = new();
    private readonly Lock _lock = new();

    public PortPool(int first, int last)
    {
        for (var port = first; port <= last; port += 2)
        {
            _free.Enqueue(port);
        }
    }

    /// <summary>A bound socket; null when no port is free. Ports that somebody else holds are passed over.</summary>
    public Socket? Bind(IPAddress address)
    {
        for (var tries = 0; tries < 64; tries++)
        {
            int port;
            lock (_lock)
            {
                if (!_free.TryDequeue(out port))
                {
                    return null;
                }
            }

            var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                socket.Blocking = false;
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                Release(port);
            }
        }

        return null;
    }

    public void Release(int port)
    {
        lock (_lock)
        {
            _free.Enqueue(port);
        }
    }
}
