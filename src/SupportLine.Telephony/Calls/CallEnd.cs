namespace SupportLine.Telephony.Calls;

/// <summary>Why a leg ended. The default is a server error: an ending nobody named is our fault.</summary>
/// <param name="Kind">The closed set of reasons.</param>
/// <param name="SipStatus">The final SIP status where there was one, else 0.</param>
public readonly record struct CallEnd(CallEndKind Kind, int SipStatus = 0);
