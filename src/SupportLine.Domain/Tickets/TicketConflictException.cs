namespace SupportLine.Domain.Tickets;

/// <summary>Somebody else changed the ticket first, or it does not exist. Read it again, then try again.</summary>
public sealed class TicketConflictException(string message) : Exception(message);
