namespace SupportLine.Telephony.Calls;

public enum CallEndKind
{
    /// <summary>Nobody named the ending.</summary>
    ServerError,

    /// <summary>The far end sent BYE.</summary>
    RemoteHungUp,

    /// <summary>We sent BYE.</summary>
    LocalHungUp,

    /// <summary>Another phone that rang at the same time was first.</summary>
    AnsweredElsewhere,

    /// <summary>The caller sent CANCEL before the answer.</summary>
    Cancelled,

    /// <summary>We refused it.</summary>
    Rejected,

    /// <summary>The 200 was never acknowledged (RFC 3261 section 13.3.1.4).</summary>
    NoAck,

    /// <summary>A transaction within the dialog timed out or the far end no longer knew the dialog (408, 481).</summary>
    DialogLost,

    /// <summary>Neither RTP nor RTCP came although the SDP promised it, and a probe failed.</summary>
    MediaLost,

    /// <summary>The longest allowed duration was reached.</summary>
    TooLong,

    /// <summary>The service is stopping.</summary>
    ShuttingDown,
}
