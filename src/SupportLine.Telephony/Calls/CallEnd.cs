namespace SupportLine.Telephony.Calls;

/// <summary>Why a leg ended. The default is a server error: an ending nobody named is our fault.</summary>
/// <param name="Kind">The closed set of reasons.</param>
/// <param name="SipStatus">The final SIP status where there was one, else 0.</param>
/// <param name="Reason">What the far end said of it (RFC 3326), such as <c>Q.850 16 Normal call clearing</c>; null when nothing.</param>
public readonly record struct CallEnd(CallEndKind Kind, int SipStatus = 0, string? Reason = null);
