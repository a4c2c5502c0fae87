using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>By what a trunk is reached and addressed.</summary>
internal static class TrunkAddress
{
    public static TransportKind Kind(this Trunk trunk) => trunk.Transport switch
    {
        "tcp" => TransportKind.Tcp,
        "tls" => TransportKind.Tls,
        _ => TransportKind.Udp,
    };

    /// <summary>Where it is, for people.</summary>
    public static string Place(this Trunk trunk) => trunk.Destination is DnsEndPoint name ? name.Host : $"{trunk.Destination}";

    /// <summary>Somebody at the trunk: by its domain, else by its destination's name or address and port.</summary>
    public static SipUri UriOf(this Trunk trunk, string user, Parameters? parameters = null) => trunk switch
    {
        { Domain: { } domain } => SipUri.Sip(user, domain, 0, parameters),
        { Destination: DnsEndPoint name } => SipUri.Sip(user, name.Host, name.Port, parameters),
        { Destination: IPEndPoint address } => SipUri.Sip(user, HostText.Of(address.Address), address.Port, parameters),
        _ => throw new InvalidOperationException("A trunk without a destination has no address."),
    };

    /// <summary>The way to one of its targets, whose certificate has to be the trunk's (RFC 5922); null when nothing of ours leads there.</summary>
    public static Flow? FlowTo(this Trunk trunk, IPEndPoint target, ISipTransport transport) =>
        transport.FlowTo(trunk.Kind(), target) is { } flow ? flow with { Host = trunk.Domain ?? (trunk.Destination as DnsEndPoint)?.Host } : null;
}
