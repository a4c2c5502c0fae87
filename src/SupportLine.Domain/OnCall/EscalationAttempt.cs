using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>One phone rung, or about to be.</summary>
/// <param name="EscalationId">Of which escalation.</param>
/// <param name="LegId">Identity of the leg.</param>
/// <param name="EngineerId">Whom.</param>
/// <param name="Target">Where.</param>
/// <param name="At">Business time of the note.</param>
/// <param name="Outcome"><c>ringing</c> before the INVITE is sent, then <c>accepted</c>, <c>passed</c>, <c>no-key</c>, <c>busy</c>, <c>declined</c>, <c>no-answer</c>, <c>failed</c>, <c>cancelled</c>, <c>too-late</c>, <c>dropped</c>, <c>later</c>, <c>dismissed</c>, <c>engaged</c>.</param>
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

    /// <summary>How the ring is cancelled by whoever finds it standing, as the telephone wrote it down; null once it rings no more.</summary>
    public string? Cancel { get; init; }
}
