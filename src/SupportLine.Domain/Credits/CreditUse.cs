using NodaTime;

namespace SupportLine.Domain.Credits;

/// <summary>Time of the support department that a call used.</summary>
/// <param name="OrganisationId">Whose credits.</param>
/// <param name="LineId">The line's id.</param>
/// <param name="CallId">The call: it is paid once.</param>
/// <param name="Bridged">How long an agent and the caller spoke.</param>
/// <param name="Overdraw">Whether an agent overrode the balance.</param>
/// <param name="At">Business time.</param>
internal sealed record CreditUse(string OrganisationId, string LineId, string CallId, Duration Bridged, bool Overdraw, Instant At);
