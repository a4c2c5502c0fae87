namespace SupportLine.Domain.Tickets;

/// <summary>What a customer writes on a ticket that exists.</summary>
/// <param name="OrganisationId">Whose contact writes.</param>
/// <param name="Channel">Id of the channel it comes by: <c>portal</c>, <c>mail</c>.</param>
/// <param name="Text">What is written.</param>
/// <param name="Documents">What comes with it; may be none.</param>
internal sealed record TicketAnswer(string OrganisationId, string Channel, string Text, IReadOnlyList<Document> Documents);
