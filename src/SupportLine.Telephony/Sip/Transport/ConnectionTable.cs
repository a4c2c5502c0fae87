using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Connections by the peer they lead to, so that one is used for all that goes there (RFC 3261 section 18).</summary>
internal sealed class ConnectionTable(TransportOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<(TransportKind Kind, IPEndPoint Remote), StreamConnection> _open = new();
    private readonly ConcurrentDictionary<IPAddress, int> _opened = new();

    /// <summary>Those that strangers opened, oldest first, of which no message may have come yet.</summary>
    private readonly ConcurrentQueue<StreamConnection> _silent = new();

    public int Count => _open.Count;

    public StreamConnection? Find(TransportKind kind, IPEndPoint remote) => _open.GetValueOrDefault((kind, remote));

    /// <summary>
    /// False when there is one already or there are too many. Strangers leave a quarter to those the operator named, and to us; whoever
    /// comes takes the place of whoever has said nothing for longest, so that no crowd of silent ones keeps a phone out.
    /// </summary>
    public bool TryAdd(StreamConnection connection, bool isKnown)
    {
        var flow = connection.Flow;
        var most = isKnown ? options.MaxConnections : options.MaxConnections - (options.MaxConnections / 4);
        if (connection.IsInbound && _opened.AddOrUpdate(SourceOf(flow), 1, (_, count) => count + 1) > MostOf(flow))
        {
            CountDown(SourceOf(flow));
            return false;
        }

        var hasRoom = _open.Count < most || (connection.IsInbound && TryEndSilent());
        if (hasRoom && _open.TryAdd((flow.Kind, flow.Remote), connection))
        {
            if (connection.IsInbound && !isKnown) _silent.Enqueue(connection);
            return true;
        }

        if (connection.IsInbound)
        {
            CountDown(SourceOf(flow));
        }

        return false;
    }

    public void Remove(StreamConnection connection)
    {
        var flow = connection.Flow;
        if (_open.TryRemove(new((flow.Kind, flow.Remote), connection)) && connection.IsInbound)
        {
            CountDown(SourceOf(flow));
        }
    }

    /// <summary>Lets each connection see whether its time is over.</summary>
    public void Sweep()
    {
        foreach (var connection in _open.Values)
        {
            connection.Sweep();
        }

        while (_silent.TryPeek(out var oldest) && !oldest.IsSilent) _silent.TryDequeue(out _);
    }

    public void Dispose()
    {
        var all = _open.Values.ToArray();
        foreach (var connection in all)
        {
            connection.Close();
        }

        Task.WhenAll(all.Select(connection => connection.Completion)).GetAwaiter().GetResult();
    }

    /// <summary>A network of IPv6 is one source: whoever has one address of a /64 has all of them (RFC 4291 section 2.5.4).</summary>
    private static IPAddress SourceOf(Flow flow)
    {
        var address = flow.Remote.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6) return address;
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        octets[8..].Clear();
        return new IPAddress(octets);
    }

    /// <summary>A network of IPv6 may be an office full of phones: it has an eighth of all.</summary>
    private int MostOf(Flow flow) =>
        flow.Remote.AddressFamily == AddressFamily.InterNetworkV6 ? Math.Max(options.MaxConnectionsPerSource, options.MaxConnections / 8) : options.MaxConnectionsPerSource;

    private bool TryEndSilent()
    {
        while (_silent.TryDequeue(out var oldest))
        {
            if (!oldest.IsSilent) continue;
            Remove(oldest);
            oldest.Close();
            return true;
        }

        return false;
    }

    private void CountDown(IPAddress address)
    {
        // The entry goes with the last connection: no table grows with traffic that has passed.
        while (_opened.TryGetValue(address, out var count))
        {
            if (count == 1 ? _opened.TryRemove(new(address, 1)) : _opened.TryUpdate(address, count - 1, count))
            {
                return;
            }
        }
    }
}
