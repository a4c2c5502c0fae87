using System.Net;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>A way between us and a peer (RFC 5626's flow).</summary>
/// <param name="Kind">Its transport.</param>
/// <param name="Local">The address of ours that we listen on, also where the connection itself has another port.</param>
/// <param name="Remote">The peer's address; of a connection that it opened, the port it opened it from.</param>
internal readonly record struct Flow(TransportKind Kind, IPEndPoint Local, IPEndPoint Remote)
{
    /// <summary>The domain that a TLS peer has to prove (RFC 5922); null when it was addressed by number.</summary>
    public string? Host { get; init; }

    /// <summary>Whether nothing else is known to lead there, as to a phone of ours: it is reached by its flow (RFC 5626 section 5.3).</summary>
    public bool IsOnlyWay { get; init; }

    /// <summary>Whether what is sent may be lost, so that somebody has to send it again.</summary>
    public bool IsUnreliable => Kind == TransportKind.Udp;

    /// <summary>As a Via names it.</summary>
    public string Name => NameOf(Kind);

    public static string NameOf(TransportKind kind) => kind switch
    {
        TransportKind.Udp => "UDP",
        TransportKind.Tcp => "TCP",
        _ => "TLS",
    };
}
