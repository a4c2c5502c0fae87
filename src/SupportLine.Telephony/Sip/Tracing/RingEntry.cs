using SupportLine.Telephony.Sip.Transport;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>Where an entry's octets lie, and what belongs to them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">Real time.</param>
/// <param name="Flow">The way it went; none of a leg.</param>
/// <param name="Start">Octets written to the ring before it, since the start.</param>
/// <param name="Length">Octets.</param>
internal readonly record struct RingEntry(RingEntryKind Kind, DateTimeOffset At, Flow Flow, long Start, int Length);
