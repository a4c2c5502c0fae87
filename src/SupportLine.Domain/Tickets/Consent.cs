using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>A customer's answer to the question for consent, with who, when and how (XCL-03).</summary>
/// <param name="Given">Whether they agreed.</param>
/// <param name="How"><c>phone</c>, <c>portal</c>.</param>
/// <param name="Actor">Who: <c>contact:ID</c>, <c>caller</c>.</param>
/// <param name="At">Business time.</param>
/// <param name="CallId">On which call, or null.</param>
public sealed record Consent(bool Given, string How, string Actor, Instant At, string? CallId);
