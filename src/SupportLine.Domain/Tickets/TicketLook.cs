using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>What looking at a ticket came to.</summary>
/// <param name="Changes">What goes into its history, by <c>system</c>; empty for nothing.</param>
/// <param name="DueAt">When its first response is due, pauses counted; null when no time is promised, or while it is paused.</param>
/// <param name="Next">When to look again, business time; null for not before its history goes on.</param>
public sealed record TicketLook(IReadOnlyList<TicketChange> Changes, Instant? DueAt, Instant? Next);
