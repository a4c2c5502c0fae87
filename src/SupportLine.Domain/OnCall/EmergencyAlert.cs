using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>An engineer's phone begins to ring: what is written to the engineer at the same moment.</summary>
/// <param name="Escalation">The emergency.</param>
/// <param name="Engineer">Who is rung.</param>
/// <param name="LegId">Of the ring: one alert for each, however often it is told.</param>
/// <param name="At">Business time.</param>
public sealed record EmergencyAlert(Escalation Escalation, Engineer Engineer, string LegId, Instant At);
