using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>All listeners and connections together: picks the way out, hands over what comes in.</summary>
internal sealed partial class TransportLayer : ISipTransport, IDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    /// <summary>As they were made, to the end: who sends looks at them from any thread, also while all is closed.</summary>
    private readonly List<UdpTransport> _udp = [];
    private readonly List<StreamListener> _streams = [];
    private readonly ConnectionTable _connections;
    private readonly LocalRoutes _routes = new();
    private readonly TransportOptions _options;
    private readonly Func<IPAddress, Admission> _admits;
    private readonly Action<SipMessage, Flow> _received;
    private readonly ILogger _logger;
    private readonly TlsCredentials _tls;
    private readonly ITimer _sweep;

    /// <param name="options">Where to listen.</param>
    /// <param name="admits">How an address is met. Called from many threads.</param>
    /// <param name="received">Gets every message. Called from many threads.</param>
    /// <param name="logger">For signalling.</param>
    /// <exception cref="IOException">An address cannot be listened on, or a certificate not be read; the message says which and why.</exception>
    public TransportLayer(TransportOptions options, Func<IPAddress, Admission> admits, Action<SipMessage, Flow> received, ILogger logger)
    {
        _options = options;
        _admits = admits;
        _received = received;
        _logger = logger;
        _sweep = options.Time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _connections = new ConnectionTable(options);
        try
        {
            _tls = new TlsCredentials(options.Tls ?? new TlsFiles(null, null), logger);
            foreach (var (kind, address) in options.Listen)
            {
                Listen(kind, address);
            }
        }
        catch (IOException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Addresses really listened on: a port 0 has become a number.</summary>
    public IReadOnlyList<IPEndPoint> Listening => [.. _udp.Select(udp => udp.Local), .. _streams.Select(stream => stream.Local)];

    /// <summary>Connections open now, both directions.</summary>
    public int Connections => _connections.Count;

    public void Start()
    {
        _udp.ForEach(udp => udp.Start());
        _streams.ForEach(stream => stream.Start());
        _sweep.Change(SweepEvery, SweepEvery);
    }

    public Flow? FlowTo(TransportKind kind, IPEndPoint remote, IPEndPoint? from = null)
    {
        // Who is behind a NAT may connect without listening: what the peer has for us comes by the same connection.
        var own = Listened(kind, remote, from) ?? (kind == TransportKind.Udp ? null : Listened(TransportKind.Udp, remote));
        return own is null ? null : new Flow(kind, own, remote);
    }

    public bool IsOpen(Flow flow) => flow.IsUnreliable || _connections.Find(flow.Kind, flow.Remote) is not null;

    public object? ConnectionOf(Flow flow) => flow.IsUnreliable ? null : _connections.Find(flow.Kind, flow.Remote);

    public (string Host, int Port) Advertised(Flow flow)
    {
        var address = _options.Advertise is { } advertise && !IPAddress.IsLoopback(flow.Remote.Address) && advertise.AddressFamily == flow.Remote.AddressFamily
            ? advertise
            : _routes.AddressTowards(flow.Local.Address, flow.Remote);
        return (HostText.Of(address), flow.Local.Port);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _streams.ForEach(stream => stream.Dispose());
        _connections.Dispose();
        _udp.ForEach(udp => udp.Dispose());
    }

    private IPEndPoint? Listened(TransportKind kind, IPEndPoint remote, IPEndPoint? from = null)
    {
        List<IPEndPoint> own = [.. kind == TransportKind.Udp ? _udp.Select(udp => udp.Local) : _streams.Where(stream => stream.Kind == kind).Select(stream => stream.Local)];
        return own.Find(local => local.Equals(from)) ?? Nearest(own, remote);
    }

    /// <summary>The one on the way there; else what reaches loopback from loopback and the network from the network, else whatever speaks the same IP.</summary>
    private IPEndPoint? Nearest(IEnumerable<IPEndPoint> own, IPEndPoint remote)
    {
        List<IPEndPoint> all = [.. own.Where(local => local.AddressFamily == remote.AddressFamily)];
        if (all.Count < 2) return all.FirstOrDefault();
        var source = _routes.AddressTowards(remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, remote);
        return all.MinBy(local => local.Address.Equals(source) ? 0 : IPAddress.IsLoopback(local.Address) == IPAddress.IsLoopback(remote.Address) ? 1 : 2);
    }

    private static string Why(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "not permitted; ports below 1024 need a privilege",
        _ => e.Message,
    };

    private void Listen(TransportKind kind, IPEndPoint address)
    {
        if (kind == TransportKind.Tls && _options.Tls?.CertificateFile is null)
        {
            throw new IOException($"cannot listen on tls://{address}: no certificate is configured");
        }

        try
        {
            if (kind == TransportKind.Udp)
            {
                _udp.Add(new UdpTransport(address, this, _options.Time, _logger));
            }
            else
            {
                _streams.Add(new StreamListener(kind, address, (socket, local) => Accept(kind, local, socket), _options.Time, _logger));
            }
        }
        catch (SocketException e)
        {
            throw new IOException($"cannot listen on {kind.ToString().ToLowerInvariant()}://{address}: {Why(e)}", e);
        }
    }

    private void Sweep()
    {
        _routes.Forget();
        _tls.Refresh();
        _connections.Sweep();
        ForgetRefusals();
        LogRejections();
    }
}
