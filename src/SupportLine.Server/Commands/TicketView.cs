using NodaTime;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary>A ticket as a list shows it.</summary>
internal sealed record TicketView(
    string Folio, string Line, string Status, string Severity, string? Claimed, string? Organisation, string? Request, string Raised, string Due, string? Assignee, string? Recording)
{
    public static TicketView Of(Ticket ticket, StoreVerb verb)
    {
        var zone = verb.Lines.Find(ticket.LineId)?.Hours.Zone ?? DateTimeZone.Utc;
        return new TicketView(
            ticket.Folio.Digits,
            ticket.LineId,
            ticket.Status + (ticket.Incomplete ? ", incomplete" : ""),
            ticket.Severity,
            ticket.Claimed,
            ticket.OrganisationId ?? "not identified",
            ticket.RequestType,
            Output.Time(ticket.RaisedAt, zone),
            Output.Time(ticket.DueAt, zone),
            ticket.Assignee,
            ticket.Recording);
    }
}
