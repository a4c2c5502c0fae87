using System.Collections.Concurrent;
using System.Net;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Connections by the peer they lead to, so that one is used for all that goes there (RFC 3261 section 18).</summary>
internal sealed class ConnectionTable(TransportOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<(TransportKind Kind, IPEndPoint Remote), StreamConnection> _open = new();
    private readonly ConcurrentDictionary<IPAddress, int> _opened = new();

    public int Count => _open.Count;

    public StreamConnection? Find(TransportKind kind, IPEndPoint remote) => _open.GetValueOrDefault((kind, remote));

    /// <summary>False when there is one already or there are too many. Strangers leave a quarter to those the operator named, and to us.</summary>
    public bool TryAdd(StreamConnection connection, bool isKnown)
    {
        var flow = connection.Flow;
        if (_open.Count >= (isKnown ? options.MaxConnections : options.MaxConnections - (options.MaxConnections / 4)))
        {
            return false;
        }

        if (connection.IsInbound && _opened.AddOrUpdate(flow.Remote.Address, 1, (_, count) => count + 1) > options.MaxConnectionsPerSource)
        {
            CountDown(flow.Remote.Address);
            return false;
        }

        if (_open.TryAdd((flow.Kind, flow.Remote), connection))
        {
            return true;
        }

        if (connection.IsInbound)
        {
            CountDown(flow.Remote.Address);
        }

        return false;
    }

    public void Remove(StreamConnection connection)
    {
        var flow = connection.Flow;
        if (_open.TryRemove(new((flow.Kind, flow.Remote), connection)) && connection.IsInbound)
        {
            CountDown(flow.Remote.Address);
        }
    }

    /// <summary>Lets each connection see whether its time is over.</summary>
    public void Sweep()
    {
        foreach (var connection in _open.Values)
        {
            connection.Sweep();
        }
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
