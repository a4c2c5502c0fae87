namespace SupportLine.Telephony.Sip.Messages;

/// <summary>Why bytes are no SIP message.</summary>
internal enum RejectReason
{
    None,

    /// <summary>Nothing in the first line reminds of SIP.</summary>
    NotSip,

    /// <summary>Neither a request line nor a status line (RFC 3261 sections 7.1 and 7.2).</summary>
    BadStartLine,

    /// <summary>A line that is no header: without a name, without a colon, or with a carriage return inside.</summary>
    BadHeader,

    /// <summary>More header lines than <see cref="SipParser.MaxHeaders"/>.</summary>
    TooManyHeaders,

    /// <summary>Longer than <see cref="SipParser.MaxMessage"/>.</summary>
    TooLong,

    /// <summary>A datagram that ends before its headers or its body do (section 18.3).</summary>
    Truncated,

    /// <summary>Content-Length is no number, contradicts itself, or is missing on a stream (section 18.3).</summary>
    BadContentLength,
}
