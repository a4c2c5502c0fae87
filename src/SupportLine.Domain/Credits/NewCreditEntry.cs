using NodaTime;

namespace SupportLine.Domain.Credits;

/// <summary>An entry to append; the ledger numbers it. See <see cref="CreditEntry"/> for the fields.</summary>
public sealed record NewCreditEntry(
    string OrganisationId,
    string LineId,
    Instant At,
    CreditKind Kind,
    int Credits,
    string? Reference,
    string Actor,
    string Reason);
