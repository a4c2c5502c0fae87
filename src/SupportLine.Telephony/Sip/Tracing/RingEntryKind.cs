namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>What an entry of the ring is.</summary>
internal enum RingEntryKind
{
    Received,
    Sent,

    /// <summary>A leg that began or ended: whose the messages with its Call-ID are.</summary>
    Leg,
}
