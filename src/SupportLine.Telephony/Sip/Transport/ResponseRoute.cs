using System.Net;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Where a response goes (RFC 3261 section 18.2.2, RFC 3581 section 4).</summary>
internal static class ResponseRoute
{
    public static Flow For(SipRequest request, Flow arrival)
    {
        if (!arrival.IsUnreliable || request.TopVia is not { } via)
        {
            return arrival;
        }

        // With rport the answer goes back to the very port; without it to the port that sent-by names. Never to an
        // address that maddr names: we would send for others to whom they like.
        return via.Parameters["rport"] is { Length: > 0 } ? arrival : arrival with { Remote = SentBy(via, arrival) };
    }

    /// <summary>The source's address with the port that sent-by names: also where a new connection goes when the first has closed.</summary>
    public static IPEndPoint SentBy(Via via, Flow arrival) =>
        new(arrival.Remote.Address, via.Port != 0 ? via.Port : arrival.Kind == TransportKind.Tls ? 5061 : 5060);
}
