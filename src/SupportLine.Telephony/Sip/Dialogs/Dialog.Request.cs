using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Dialogs;

internal sealed partial class Dialog
{
    /// <summary>A request within the dialog (section 12.2.1.1).</summary>
    public SipRequest Request(SipMethod method) => Build(method, ++_localCSeq);

    /// <summary>The ACK to a 2xx: the INVITE's number (section 13.2.2.4).</summary>
    public SipRequest Ack(uint inviteCSeq) => Build(SipMethod.Ack, inviteCSeq);

    /// <summary>
    /// The way to the first hop: the first route, else the target. A target in a private network that the peer's own
    /// messages do not come from lies behind a NAT: the way back is the way they came. So it is with a connection that
    /// the target itself has open to us (RFC 5923 section 3).
    /// </summary>
    public Flow NextHop()
    {
        if (StaysOnFlow && _routeSet.Count == 0) return Flow;
        var hop = _routeSet.Count > 0 ? _routeSet[0].Uri : RemoteTarget;
        if (!IPAddress.TryParse(hop.Host.Trim('[', ']'), out var address)
            || (_routeSet.Count == 0 && IsPrivate(address) && !IsPrivate(Flow.Remote.Address))
            || address.AddressFamily != Flow.Remote.AddressFamily)
        {
            return Flow;
        }

        var kind = hop.TransportKind() ?? (Flow.IsUnreliable ? TransportKind.Udp : Flow.Kind);
        return kind == Flow.Kind && !Flow.IsUnreliable && address.Equals(Flow.Remote.Address)
            ? Flow
            : Flow with { Kind = kind, Remote = new IPEndPoint(address, hop.PortFor(kind)) };
    }

    /// <summary>Addresses that mean something only near their owner: RFC 1918, 6598, 3927, 4193, loopback.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
            || (bytes.Length == 4 && ((bytes[0], bytes[1]) is (10, _) or (172, >= 16 and < 32) or (192, 168) or (169, 254) or (100, >= 64 and < 128)));
    }

    private SipRequest Build(SipMethod method, uint cseq)
    {
        var (target, routes) = Route();
        var request = new SipRequest(method, target.ToString());
        foreach (var route in routes)
        {
            request.Headers.Add(HeaderName.Route, route.ToString());
        }

        request.Headers
            .Add(HeaderName.MaxForwards, "70")
            .Add(HeaderName.From, _local.ToString())
            .Add(HeaderName.To, _remote.ToString())
            .Add(HeaderName.CallId, Id.CallId)
            .Add(HeaderName.CSeq, new CSeq(cseq, method).ToString());
        if (method != SipMethod.Ack && method != SipMethod.Bye)
        {
            request.Headers.Add(HeaderName.Contact, Contact);
        }

        return request;
    }

    /// <summary>Loose routing, or strict where the first hop knows no <c>lr</c> (section 12.2.1.1).</summary>
    private (SipUri Target, IEnumerable<NameAddress> Routes) Route()
    {
        if (_routeSet.Count == 0 || _routeSet[0].Uri.Parameters.Has("lr"))
        {
            return (RemoteTarget, _routeSet);
        }

        return (_routeSet[0].Uri, _routeSet.Skip(1).Append(new NameAddress("", RemoteTarget, Parameters.None)));
    }
}
