namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Why bytes are no SIP message.</summary>
internal enum RejectReason
{
    None,
    NotSip,
    BadStartLine,
    BadHeader,
    TooManyHeaders,
    TooLong,
    Truncated,
    BadContentLength,
}
