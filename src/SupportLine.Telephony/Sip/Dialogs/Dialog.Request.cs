using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Dialogs;

internal sealed partial class Dialog
{
    /// <summary>More requests than one dialog ever has.</summary>
    private const uint FarAhead = 1_000_000;

    /// <summary>A request within the dialog (section 12.2.1.1).</summary>
    public SipRequest Request(SipMethod method) => Build(method, ++_localCSeq);

    /// <summary>A request that was refused, to be sent once more: the next number, and nothing of how it was sent.</summary>
    public SipRequest Again(SipRequest request)
    {
        var again = request.Copy();
        again.Headers.Set(HeaderName.CSeq, new CSeq(++_localCSeq, request.Method).ToString());
        return again;
    }

    /// <summary>
    /// The BYE of whoever finds this dialog left standing, with a number beyond those of all that we send ourselves before it
    /// (section 12.2.1.1 asks only that they grow).
    /// </summary>
    public SipRequest Farewell(Reason reason)
    {
        var bye = Build(SipMethod.Bye, _localCSeq + FarAhead);
        bye.Headers.Add(Reason.Header, reason.ToHeader());
        return bye;
    }

    /// <summary>The ACK to a 2xx: the INVITE's number, and its credentials for whoever asked for them (sections 13.2.2.4 and 22.1).</summary>
    public SipRequest Ack(SipRequest invite)
    {
        var ack = Build(SipMethod.Ack, invite.CSeq!.Value.Number);
        ack.Headers.Copy(invite.Headers, "Authorization");
        ack.Headers.Copy(invite.Headers, "Proxy-Authorization");
        return ack;
    }

    /// <summary>
    /// The way to the first hop: the first route, else the target. One in a private network that the peer's own
    /// messages do not come from lies behind a NAT: the way back is the way they came. So it is with a connection that
    /// the target itself has open to us (RFC 5923 section 3); once it is closed, a new one goes to where the target listens:
    /// there our call began, else where its address says.
    /// </summary>
    /// <param name="isOpen">Whether that connection still is.</param>
    public Flow NextHop(Func<Flow, bool> isOpen)
    {
        if (StaysOnFlow && _routeSet.Count == 0) return Flow;
        var hop = _routeSet.Count > 0 ? _routeSet[0].Uri : RemoteTarget;
        if (!IPAddress.TryParse(hop.Host.Trim('[', ']'), out var address)
            || (IsPrivate(address) && !IsPrivate(Flow.Remote.Address))
            || address.AddressFamily != Flow.Remote.AddressFamily)
        {
            return Flow;
        }

        var kind = hop.TransportKind() ?? (Flow.IsUnreliable ? TransportKind.Udp : Flow.Kind);
        return kind == Flow.Kind && !Flow.IsUnreliable && address.Equals(Flow.Remote.Address) && (_listens || isOpen(Flow))
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
