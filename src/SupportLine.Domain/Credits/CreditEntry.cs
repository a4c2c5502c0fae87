using NodaTime;

namespace SupportLine.Domain.Credits;

/// <summary>A line of the ledger of an organisation with a line: append-only, numbered from 1. Its sum is the balance.</summary>
/// <param name="OrganisationId">Whose: credits belong to an organisation, never to a product (SNG-05).</param>
/// <param name="LineId">The line that sells and spends them.</param>
/// <param name="Seq">From 1, without a gap.</param>
/// <param name="At">Business time.</param>
/// <param name="Kind">Why.</param>
/// <param name="Credits">How many: positive in, negative out.</param>
/// <param name="Reference">The call and ticket that spent them, the contract that granted them; unique within its kind. Null for neither.</param>
/// <param name="Actor">Who: <c>agent:NAME</c>, <c>operator:NAME</c>, <c>system</c>.</param>
/// <param name="Reason">In words; empty where the kind says it all.</param>
public sealed record CreditEntry(
    string OrganisationId,
    string LineId,
    int Seq,
    Instant At,
    CreditKind Kind,
    int Credits,
    string? Reference,
    string Actor,
    string Reason);
