using SupportLine.Telephony.Calls;

namespace SupportLine.Telephony.Sip.Tracing;

/// <summary>The leg that a message belongs to.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Call">The call it is part of: its own id where somebody phoned in, the caller's leg where it was dialled for one; null for neither.</param>
/// <param name="Direction">Who phoned whom.</param>
/// <param name="Number">The far end's; empty when withheld.</param>
/// <param name="Trunk">Name of the trunk it goes by, or null.</param>
public sealed record TracedLeg(string Id, string? Call, CallDirection Direction, string Number, string? Trunk);
