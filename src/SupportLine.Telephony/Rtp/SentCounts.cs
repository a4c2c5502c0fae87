namespace SupportLine.Telephony.Rtp;

/// <summary>A sender's part of a report (RFC 3550 section 6.4.1).</summary>
/// <param name="Ntp">When, in seconds times 2^32. Of the monotonic clock: only differences are taken.</param>
/// <param name="Timestamp">The same moment on the RTP clock.</param>
/// <param name="Packets">Sent so far.</param>
/// <param name="Octets">Sent so far, headers excluded.</param>
internal readonly record struct SentCounts(ulong Ntp, uint Timestamp, uint Packets, uint Octets);
