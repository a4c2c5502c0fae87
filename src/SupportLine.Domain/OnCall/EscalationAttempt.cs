using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>One phone rung, or about to be.</summary>
/// <param name="EscalationId">Of which escalation.</param>
/// <param name="LegId">Identity of the leg.</param>
/// <param name="EngineerId">Whom.</param>
/// <param name="Target">Where.</param>
/// <param name="At">Business time of the note.</param>
/// <param name="Outcome"><c>ringing</c> before the INVITE is sent, then <c>accepted</c>, <c>passed</c>, <c>no-key</c>, <c>busy</c>, <c>declined</c>, <c>no-answer</c>, <c>failed</c>, <c>cancelled</c>.</param>
public sealed record EscalationAttempt(
    string EscalationId,
    string LegId,
    string EngineerId,
    string Target,
    Instant At,
    string Outcome);
