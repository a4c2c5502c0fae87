using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>All listeners together; fills in where a request came from (RFC 3261 section 18.2.1, RFC 3581).</summary>
internal sealed class TransportLayer : ISipTransport, IDisposable
{
    private readonly List<UdpTransport> _udp = [];
    private readonly IPAddress? _advertise;
    private readonly Action<SipMessage, Flow> _received;

    /// <exception cref="IOException">An address cannot be listened on; the message says which and why.</exception>
    public TransportLayer(TransportOptions options, Func<IPAddress, bool> admits, Action<SipMessage, Flow> received, ILogger logger)
    {
        _advertise = options.Advertise;
        _received = received;
        foreach (var (_, address) in options.Listen)
        {
            try
            {
                _udp.Add(new UdpTransport(address, admits, Receive, logger));
            }
            catch (SocketException e)
            {
                Dispose();
                throw new IOException($"cannot listen on udp://{address}: {Why(e)}", e);
            }
        }
    }

    /// <summary>Addresses really listened on: a port 0 has become a number.</summary>
    public IReadOnlyList<IPEndPoint> Listening => [.. _udp.Select(udp => udp.Local)];

    public void Start() => _udp.ForEach(udp => udp.Start());

    public void Send(SipMessage message, Flow flow) =>
        _udp.Find(udp => udp.Local.Equals(flow.Local))?.Send(message.ToBytes(), flow.Remote);

    public Flow? FlowTo(TransportKind kind, IPEndPoint remote)
    {
        var udp = _udp.Find(own => own.Local.AddressFamily == remote.AddressFamily && IPAddress.IsLoopback(own.Local.Address) == IPAddress.IsLoopback(remote.Address))
            ?? _udp.Find(own => own.Local.AddressFamily == remote.AddressFamily);
        return udp is null || kind != TransportKind.Udp ? null : new Flow(kind, udp.Local, remote);
    }

    public (string Host, int Port) Advertised(Flow flow)
    {
        var address = _advertise is not null && !IPAddress.IsLoopback(flow.Remote.Address) ? _advertise : OwnAddress(flow);
        return (address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString(), flow.Local.Port);
    }

    public void Dispose()
    {
        _udp.ForEach(udp => udp.Dispose());
        _udp.Clear();
    }

    private static string Why(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another program",
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "not permitted; ports below 1024 need a privilege",
        _ => e.Message,
    };

    private static IPAddress OwnAddress(Flow flow) => LocalRoute.AddressTowards(flow.Local.Address, flow.Remote);

    private void Receive(SipMessage message, Flow flow)
    {
        if (message is SipRequest && message.TopVia is { } via)
        {
            var parameters = via.Parameters;
            if (parameters.Has("rport"))
            {
                parameters = parameters.With("rport", flow.Remote.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    .With("received", flow.Remote.Address.ToString());
            }
            else if (!IPAddress.TryParse(via.Host.Trim('[', ']'), out var sentBy) || !sentBy.Equals(flow.Remote.Address))
            {
                parameters = parameters.With("received", flow.Remote.Address.ToString());
            }

            if (!ReferenceEquals(parameters, via.Parameters))
            {
                message.SetTopVia(via with { Parameters = parameters });
            }
        }

        _received(message, flow);
    }
}
