using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>A line of a ticket's history: append-only, numbered from 1.</summary>
/// <param name="Folio">The ticket.</param>
/// <param name="Seq">From 1, without a gap.</param>
/// <param name="At">Business time (XIV-07: every action carries its time).</param>
/// <param name="Actor"><c>caller</c>, <c>contact:ID</c>, <c>agent:NAME</c>, <c>engineer:ID</c>, <c>system</c>.</param>
/// <param name="Change">What happened.</param>
/// <param name="CallId">On which call, or null.</param>
public sealed record TicketEvent(Folio Folio, int Seq, Instant At, string Actor, TicketChange Change, string? CallId);
