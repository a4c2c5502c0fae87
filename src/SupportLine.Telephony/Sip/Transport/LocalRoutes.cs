using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Remembers which address of ours peers see: asking the kernel for each message would cost more than the message.</summary>
internal sealed class LocalRoutes
{
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<IPAddress, IPAddress> _known = new();

    public IPAddress AddressTowards(IPAddress bound, IPEndPoint remote)
    {
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
        {
            return bound;
        }

        if (_known.TryGetValue(remote.Address, out var known))
        {
            return known;
        }

        if (_known.Count >= MostKept)
        {
            Forget();
        }

        try
        {
            return _known[remote.Address] = LocalRoute.AddressTowards(bound, remote);
        }
        catch (SocketException)
        {
            // No route: what is sent there will not arrive, whatever it names.
            return bound;
        }
    }

    /// <summary>Routes change while the service runs: called from time to time.</summary>
    public void Forget() => _known.Clear();
}
