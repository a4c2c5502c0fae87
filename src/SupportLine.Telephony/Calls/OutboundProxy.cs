using System.Net;

namespace SupportLine.Telephony.Calls;

/// <summary>What takes our requests on their way to a trunk (RFC 3261 section 8.1.2).</summary>
/// <param name="Destination">Where it is, as <see cref="Trunk.Destination"/>.</param>
/// <param name="Transport">How it is reached: <c>udp</c>, <c>tcp</c> or <c>tls</c>.</param>
public sealed record OutboundProxy(EndPoint Destination, string Transport);
