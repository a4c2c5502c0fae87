using SupportLine.Domain.OnCall;

namespace SupportLine.Domain.Tickets;

/// <summary>A ticket that is durable now, and the escalation begun with it, if one was asked for.</summary>
public sealed record RaisedTicket(Ticket Ticket, Escalation? Escalation);
