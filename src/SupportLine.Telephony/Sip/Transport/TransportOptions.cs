using System.Net;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Where to listen and how we are called.</summary>
/// <param name="Listen">Addresses.</param>
/// <param name="Advertise">Address named to peers that are not on loopback, or null for the one listened on.</param>
internal sealed record TransportOptions(IReadOnlyList<(TransportKind Kind, IPEndPoint Address)> Listen, IPAddress? Advertise);
