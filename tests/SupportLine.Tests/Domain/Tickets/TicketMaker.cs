using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Tests.Domain.Tickets;

/// <summary>Tickets as they stand, without a store.</summary>
internal static class TicketMaker
{
    /// <summary>A ticket of Aceros, raised by maria.</summary>
    public static Ticket Of(Line line, string? status = null) => new()
    {
        Folio = Folio.Of(line.FolioPrefix, 1),
        LineId = line.Id,
        OrganisationId = "aceros",
        ContactId = "aceros/maria",
        Severity = line.StartingSeverity.Value,
        Status = status ?? line.FirstStatus.Id,
        Language = line.Languages[0],
        RaisedAt = Moment.At("2026-03-10T09:15:00-06"),
    };
}
