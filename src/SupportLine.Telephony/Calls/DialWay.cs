using System.Net;
using SupportLine.Telephony.Calls.Trunks;
using SupportLine.Telephony.Sip.Messages;
using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Calls;

/// <summary>A way to phone somebody.</summary>
/// <param name="Uri">As the INVITE addresses them.</param>
/// <param name="Kind">By which transport.</param>
/// <param name="Remote">Where the INVITE goes, and what another process sends after it.</param>
/// <param name="Trunk">By which trunk; null for straight there.</param>
internal sealed record DialWay(SipUri Uri, TransportKind Kind, IPEndPoint Remote, TrunkLink? Trunk)
{
    /// <summary>The phone of the site's own that is there; null for anybody else.</summary>
    public string? Phone { get; init; }

    /// <summary>The very flow to take, as through a NAT or by a connection that the far end opened; null for any that leads there.</summary>
    public Flow? Flow { get; init; }

    /// <summary>The proxies on the way, nearest first.</summary>
    public IReadOnlyList<string> Route { get; init; } = [];
}
