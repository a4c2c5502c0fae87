using System.Net;
using SupportLine.Telephony.Calls;
using SupportLine.Telephony.Sip.Tracing;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Where to listen and how we are called.</summary>
/// <param name="Listen">Addresses.</param>
/// <param name="Advertise">Address named to peers that are not on loopback, or null for the one listened on.</param>
internal sealed record TransportOptions(IReadOnlyList<(TransportKind Kind, IPEndPoint Address)> Listen, IPAddress? Advertise)
{
    /// <summary>Real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Certificates; ours is needed where a TLS address is listened on. Null trusts the system's roots and shows none.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Gets a copy of every message, or null.</summary>
    public MessageRing? Trace { get; init; }

    /// <summary>Connections at once, both directions; for a further one that comes, one by which nothing came yet is closed, or itself.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>Connections at once that one address may have opened to us; a /64 of IPv6, which is one source, an eighth of all.</summary>
    public int MaxConnectionsPerSource { get; init; } = 128;

    /// <summary>A request longer than this goes by TCP where we have it (RFC 3261 section 18.1.1), bytes.</summary>
    public int LargestDatagram { get; init; } = 1300;
}
