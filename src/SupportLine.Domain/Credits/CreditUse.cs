using NodaTime;

namespace SupportLine.Domain.Credits;

/// <summary>Time of the support department that a request used on a call.</summary>
/// <param name="OrganisationId">Whose credits.</param>
/// <param name="LineId">The line's id.</param>
/// <param name="Reference">The call and the ticket, <c>CALL/FOLIO</c>, and from the second talk on its number (see <see cref="CreditMeter"/>): it is paid once.</param>
/// <param name="Bridged">How long an agent and the caller spoke.</param>
/// <param name="Overdraw">Whether an agent overrode the balance.</param>
/// <param name="At">Business time.</param>
public sealed record CreditUse(string OrganisationId, string LineId, string Reference, Duration Bridged, bool Overdraw, Instant At)
{
    /// <summary>How long they had spoken on the call before: a minute that was begun then is paid already.</summary>
    public Duration SpokenBefore { get; init; }
}
