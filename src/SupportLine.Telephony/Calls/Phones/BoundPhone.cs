using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transactions;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Phones;

/// <summary>A binding as it is used: its address taken apart, and the way there.</summary>
/// <param name="Binding">As it was registered.</param>
/// <param name="Contact">Its address.</param>
/// <param name="Flow">The way there.</param>
/// <param name="Connection">The TCP or TLS connection that its REGISTER came by; null for a datagram, and after a restart of ours.</param>
/// <param name="Expiry">Ends it.</param>
internal sealed record BoundPhone(PhoneBinding Binding, SipUri Contact, Flow Flow, Flow? Connection, SipTimer Expiry)
{
    /// <summary>Whether a Contact is this very phone's: an equal address (RFC 3261 section 10.3), or the same phone after its restart.</summary>
    public bool IsOf(NameAddress contact) =>
        Contact.IsEquivalentTo(contact.Uri) || (Binding.Instance is { } instance && instance == contact.Parameters["+sip.instance"]);

    /// <summary>
    /// The way that is taken now: the connection that its REGISTER came by while it is open (RFC 5626 section 5.3), also where a proxy that
    /// opened it says where it listens. A new one to an address could not be believed: what a certificate proves is a name (RFC 5922).
    /// </summary>
    public Flow WayNow(ISipTransport transport) => Connection is { } connection && transport.IsOpen(connection) ? connection : Flow;

    /// <summary>
    /// The way to a phone whose REGISTER came like this. It is the way the REGISTER came, through whatever NAT it opened, but for a
    /// phone that does not listen where it sends from, and for a proxy, which listens where it says (RFC 3327 section 5.3).
    /// </summary>
    public static Flow WayBack(SipRequest register, SipUri contact, Flow arrival, ISipTransport transport)
    {
        if (register.Addresses("Path").FirstOrDefault() is { } hop)
        {
            var kind = hop.Uri.TransportKind() ?? (arrival.IsUnreliable ? TransportKind.Udp : arrival.Kind);

            // Never to another machine than it came from: nobody is made a target by a header.
            return Is(hop.Uri, arrival.Remote.Address) ? transport.FlowTo(kind, new IPEndPoint(arrival.Remote.Address, hop.Uri.PortFor(kind)), arrival.Local) ?? arrival : arrival;
        }

        var isBehindNat = !arrival.IsUnreliable || register.TopVia!.Parameters.Has("rport") || !Is(contact, arrival.Remote.Address);
        return isBehindNat ? arrival : arrival with { Remote = new IPEndPoint(arrival.Remote.Address, contact.PortFor(TransportKind.Udp)) };
    }

    /// <summary>Whether a hop of a Path says that it listens at that very address.</summary>
    public static bool ListensAt(string hop, IPEndPoint address, string transport) =>
        NameAddress.TryParse(hop, out var named) && Is(named.Uri, address.Address) && named.Uri.PortFor(transport == "tls" ? TransportKind.Tls : TransportKind.Tcp) == address.Port;

    private static bool Is(SipUri uri, IPAddress address) => IPAddress.TryParse(uri.Host.Trim('[', ']'), out var host) && host.Equals(address);
}
