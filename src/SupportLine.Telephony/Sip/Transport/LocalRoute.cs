using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Which of our addresses a peer sees, where the socket listens on all of them.</summary>
internal static class LocalRoute
{
    public static IPAddress AddressTowards(IPAddress bound, IPEndPoint remote)
    {
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
        {
            return bound;
        }

        // A connected UDP socket sends nothing: it asks the kernel for the route alone.
        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(remote);
        return ((IPEndPoint)probe.LocalEndPoint!).Address;
    }
}
