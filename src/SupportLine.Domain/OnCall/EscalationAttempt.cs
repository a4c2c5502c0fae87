using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>One phone rung, or about to be.</summary>
/// <param name="EscalationId">Of which escalation.</param>
/// <param name="LegId">Identity of the leg; of an engineer who phoned, the call.</param>
/// <param name="EngineerId">Whom.</param>
/// <param name="Target">Where.</param>
/// <param name="At">Business time of the note.</param>
/// <param name="Outcome"><c>ringing</c> before the INVITE is sent, <c>answered</c> before it is acknowledged, then <c>accepted</c>, <c>passed</c>, <c>no-key</c>, <c>busy</c>, <c>declined</c>, <c>no-answer</c>, <c>failed</c>, <c>cancelled</c>, <c>too-late</c>, <c>dropped</c>, <c>later</c>, <c>dismissed</c>, <c>engaged</c>; <c>called-in</c> first for an engineer who phoned; <c>caller</c> where it is the caller who is phoned.</param>
public sealed record EscalationAttempt(
    string EscalationId,
    string LegId,
    string EngineerId,
    string Target,
    Instant At,
    string Outcome)
{
    /// <summary>The place of the ladder it was rung at.</summary>
    public int Place { get; init; }

    /// <summary>How the leg is ended by whoever finds it standing, as the telephone wrote it down; null once it has ended.</summary>
    public string? Cancel { get; init; }
}
