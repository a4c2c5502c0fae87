using System.Net;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls.Trunks;

/// <summary>By what a trunk is reached and addressed.</summary>
internal static class TrunkAddress
{
    /// <summary>Where our requests to it go first: its outbound proxy where it has one; null when it takes none.</summary>
    public static EndPoint? NextHop(this Trunk trunk) => trunk.Destination is null ? null : trunk.Proxy?.Destination ?? trunk.Destination;

    /// <summary>By which transport they go there.</summary>
    public static TransportKind Kind(this Trunk trunk) => (trunk.Proxy?.Transport ?? trunk.Transport) switch
    {
        "tcp" => TransportKind.Tcp,
        "tls" => TransportKind.Tls,
        _ => TransportKind.Udp,
    };

    /// <summary>Where that is, for people.</summary>
    public static string Place(this Trunk trunk) => trunk.NextHop() is DnsEndPoint name ? name.Host : $"{trunk.NextHop()}";

    /// <summary>The route by its outbound proxy (RFC 3261 section 8.1.2); null where it has none.</summary>
    public static NameAddress? ProxyRoute(this Trunk trunk)
    {
        if (trunk.Proxy is not { } proxy) return null;
        var by = proxy.Transport == "udp" ? Parameters.None : Parameters.None.With("transport", proxy.Transport);
        return new NameAddress("", UriAt(proxy.Destination, "", by.With("lr", null)), Parameters.None);
    }

    /// <summary>Somebody at the trunk: by its domain, else by its destination's name or address and port.</summary>
    public static SipUri UriOf(this Trunk trunk, string user, Parameters? parameters = null) => trunk switch
    {
        { Domain: { } domain } => SipUri.Sip(user, domain, 0, parameters),
        { Destination: { } destination } => UriAt(destination, user, parameters),
        _ => throw new InvalidOperationException("A trunk without a destination has no address."),
    };

    /// <summary>The way to one of its targets, whose certificate has to be the trunk's, or its proxy's (RFC 5922); null when nothing of ours leads there.</summary>
    public static Flow? FlowTo(this Trunk trunk, IPEndPoint target, ISipTransport transport) =>
        transport.FlowTo(trunk.Kind(), target) is { } flow ? flow with { Host = trunk.HopName() } : null;

    /// <summary>The domain that whoever takes our requests to it has to prove; null when it is reached by address alone.</summary>
    public static string? HopName(this Trunk trunk) =>
        (trunk.Proxy is null ? trunk.Domain : null) ?? (trunk.NextHop() as DnsEndPoint)?.Host;

    private static SipUri UriAt(EndPoint place, string user, Parameters? parameters) => place is DnsEndPoint name
        ? SipUri.Sip(user, name.Host, name.Port, parameters)
        : SipUri.Sip(user, HostText.Of(((IPEndPoint)place).Address), ((IPEndPoint)place).Port, parameters);
}
