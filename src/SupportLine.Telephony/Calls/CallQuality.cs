namespace SupportLine.Telephony.Calls;

/// <summary>What was received on a leg.</summary>
/// <param name="PacketsReceived">RTP packets received.</param>
/// <param name="PacketsLost">RTP packets missing by sequence number (RFC 3550 section 6.4.1).</param>
/// <param name="JitterMs">Interarrival jitter in ms (RFC 3550 section 6.4.1).</param>
public readonly record struct CallQuality(long PacketsReceived, long PacketsLost, double JitterMs);
