using SupportLine.Domain.Tickets;

namespace SupportLine.Storage.Tickets;

/// <summary>A ticket as its row holds it.</summary>
internal sealed class TicketRow
{
    public required string Folio { get; init; }

    public required string LineId { get; init; }

    public string? OrganisationId { get; init; }

    public string? ContactId { get; init; }

    public string? ContractNumber { get; init; }

    public string? RequestType { get; init; }

    public string? Claimed { get; init; }

    public long Confirmed { get; init; }

    public required string Severity { get; init; }

    public string? VerifiedBy { get; init; }

    public required string Status { get; init; }

    public required string ContactNumber { get; init; }

    public required string Language { get; init; }

    public long CallerVerified { get; init; }

    public long Incomplete { get; init; }

    public required string Missing { get; init; }

    public string? Recording { get; init; }

    public string? CallId { get; init; }

    public string? Assignee { get; init; }

    public long RaisedAt { get; init; }

    public long? DueAt { get; init; }

    public string? Product { get; init; }

    public required string Given { get; init; }

    public required string Calendar { get; init; }

    public static TicketRow Of(NewTicket ticket, Folio folio) => new()
    {
        Folio = folio.Digits,
        LineId = ticket.LineId,
        OrganisationId = ticket.OrganisationId,
        ContactId = ticket.ContactId,
        ContractNumber = ticket.ContractNumber,
        RequestType = ticket.RequestType,
        Claimed = ticket.Claimed,
        Confirmed = Column.Of(ticket.Confirmed),
        Severity = ticket.Severity,
        Status = ticket.Status,
        ContactNumber = ticket.ContactNumber,
        Language = ticket.Language,
        CallerVerified = Column.Of(ticket.CallerVerified),
        Incomplete = Column.Of(ticket.Incomplete),
        Missing = Column.Json(ticket.Missing),
        Recording = ticket.Recording,
        CallId = ticket.CallId,
        RaisedAt = Column.Of(ticket.RaisedAt),
        DueAt = Column.Of(ticket.DueAt),
        Product = ticket.Product,
        Given = Column.Json(ticket.Given),
        Calendar = ticket.Calendar,
    };

    public Ticket ToTicket() => new()
    {
        Folio = Domain.Tickets.Folio.Parse(Folio),
        LineId = LineId,
        OrganisationId = OrganisationId,
        ContactId = ContactId,
        ContractNumber = ContractNumber,
        RequestType = RequestType,
        Claimed = Claimed,
        Confirmed = Confirmed != 0,
        Severity = Severity,
        VerifiedBy = VerifiedBy,
        Status = Status,
        ContactNumber = ContactNumber,
        Language = Language,
        CallerVerified = CallerVerified != 0,
        Incomplete = Incomplete != 0,
        Missing = Column.FromJson<string[]>(Missing),
        Recording = Recording,
        CallId = CallId,
        Assignee = Assignee,
        RaisedAt = Column.Instant(RaisedAt),
        DueAt = Column.Instant(DueAt),
        Product = Product,
        Given = Column.FromJson<Dictionary<string, string>>(Given),
        Calendar = Calendar,
    };
}
