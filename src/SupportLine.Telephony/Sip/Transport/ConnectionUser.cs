using System.Net;
using SupportLine.Telephony.Sip.Messages;

namespace SupportLine.Telephony.Sip.Transport;

/// <summary>Whom a connection tells.</summary>
/// <param name="Admits">How the peer's address is met now.</param>
/// <param name="Deliver">A message came.</param>
/// <param name="Reject">What came is no message; what could be read of a request, why, and how many bytes there were.</param>
/// <param name="Closed">The connection is no more.</param>
internal sealed record ConnectionUser(
    Func<IPAddress, Admission> Admits,
    Action<SipMessage, Flow> Deliver,
    Action<SipMessage?, RejectReason, int, Flow> Reject,
    Action<StreamConnection> Closed);
