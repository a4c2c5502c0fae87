namespace SupportLine.Domain.Tickets;

/// <summary>A ticket at which it is time to look, leased to whoever looks.</summary>
/// <param name="Folio">The ticket.</param>
/// <param name="Node">Who has the lease.</param>
public sealed record TicketWatch(Folio Folio, string Node);
