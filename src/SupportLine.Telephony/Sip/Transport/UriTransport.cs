using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>By what transport and at what port a URI is reached (RFC 3263 sections 4.1 and 4.2, addresses given).</summary>
internal static class UriTransport
{
    /// <summary>What the URI names; null where it leaves that open or names what we do not speak.</summary>
    public static TransportKind? TransportKind(this SipUri uri) => uri.Scheme == "sips"
        ? Transport.TransportKind.Tls
        : uri.Parameters["transport"]?.ToLowerInvariant() switch
        {
            "udp" => Transport.TransportKind.Udp,
            "tcp" => Transport.TransportKind.Tcp,
            "tls" => Transport.TransportKind.Tls,
            _ => null,
        };

    /// <summary>The port given, else the transport's own.</summary>
    public static int PortFor(this SipUri uri, TransportKind kind) =>
        uri.Port != 0 ? uri.Port : kind == Transport.TransportKind.Tls ? 5061 : 5060;
}
