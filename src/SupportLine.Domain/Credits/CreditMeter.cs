using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Credits;

/// <summary>
/// The time an agent and a caller speak about a request that uses credits, while it runs: kept from its first second on, so
/// that it is paid once whichever process dies, up to the moment that was noted last.
/// </summary>
/// <param name="OrganisationId">Whose credits.</param>
/// <param name="LineId">The line's id.</param>
/// <param name="CallId">The caller's call.</param>
/// <param name="Folio">The ticket it is about.</param>
/// <param name="Node">The node that has the call.</param>
/// <param name="Overdraw">Whether an agent overrode the balance.</param>
/// <param name="From">When they began to speak, business time.</param>
/// <param name="Until">When they were last known to be speaking.</param>
public sealed record CreditMeter(
    string OrganisationId, string LineId, string CallId, Folio Folio, string Node, bool Overdraw, Instant From, Instant Until)
{
    /// <summary>Which talk of the call about the ticket, from 1: there are more after a transfer that failed.</summary>
    public int Talk { get; init; } = 1;

    /// <summary>How long they spoke in the talks before it.</summary>
    public Duration SpokenBefore { get; init; }

    /// <summary>The call and the ticket, and from the second on which talk: what is paid once.</summary>
    public string Reference => Talk == 1 ? $"{CallId}/{Folio.Digits}" : $"{CallId}/{Folio.Digits}/{Talk}";

    /// <summary>What it comes to.</summary>
    public CreditUse ToUse() => new(OrganisationId, LineId, Reference, Until - From, Overdraw, Until) { SpokenBefore = SpokenBefore };
}
