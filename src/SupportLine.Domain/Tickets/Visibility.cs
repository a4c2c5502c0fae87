namespace SupportLine.Domain.Tickets;

/// <summary>Who sees, and hears, which tickets: an organisation all of its own, and nobody another's (XCL-05).</summary>
public static class Visibility
{
    /// <summary>Whether somebody of an organisation may see a ticket. One that belongs to nobody is seen by support alone.</summary>
    public static bool MaySee(Ticket ticket, string organisationId) =>
        ticket.OrganisationId is not null && ticket.OrganisationId == organisationId;
}
