namespace SupportLine.Telephony.Sip.Transport;

/// <summary>What a stream's bytes so far amount to.</summary>
internal enum FrameKind
{
    /// <summary>Nothing whole yet.</summary>
    MoreNeeded,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A double CRLF between messages, to be answered by a single one (RFC 5626 section 4.4.1).</summary>
    Ping,

    /// <summary>The frame is lost and cannot be found again: the connection has to be closed (RFC 3261 section 18.3).</summary>
    Rejected,
}
