using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.OnCall;

/// <summary>An emergency being put through to the engineers on call: durable from the ticket's own commit on.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Folio">The ticket's.</param>
/// <param name="LineId">The line's.</param>
/// <param name="CallId">The caller's leg it began on, or null when begun otherwise.</param>
/// <param name="CallBackNumber">Where the caller can be reached; empty when unknown.</param>
/// <param name="Language">The caller's.</param>
/// <param name="StartedAt">Business time.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AcceptedBy">Engineer who accepted, or null.</param>
public sealed record Escalation(
    string Id,
    Folio Folio,
    string LineId,
    string? CallId,
    string CallBackNumber,
    string Language,
    Instant StartedAt,
    EscalationState State,
    string? AcceptedBy)
{
    /// <summary>Id of the engineer rung before those of the rota; null for none.</summary>
    public string? First { get; init; }

    /// <summary>How far its ladder has come: the place that is being rung, counted over all rounds from 0.</summary>
    public int Place { get; init; }

    /// <summary>Nobody is rung before this, in business time; null for at once.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Whether the engineer who accepted calls back later.</summary>
    public bool IsForLater => State == EscalationState.Accepted && NotBefore is not null;
}
