using System.Net;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>A way between us and a peer: the address of ours it uses and the peer's (RFC 5626's flow).</summary>
internal readonly record struct Flow(TransportKind Kind, IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>Whether what is sent may be lost, so that somebody has to send it again.</summary>
    public bool IsUnreliable => Kind == TransportKind.Udp;

    /// <summary>As a Via names it.</summary>
    public string Name => Kind switch
    {
        TransportKind.Udp => "UDP",
        TransportKind.Tcp => "TCP",
        _ => "TLS",
    };
}
