using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>Tickets as stored. What returned is durable: it survives the process and the machine's power.</summary>
public interface ITicketStore
{
    /// <summary>Raises a ticket: folio, history and, where asked, its escalation in one commit.</summary>
    Task<RaisedTicket> RaiseAsync(NewTicket ticket, CancellationToken ct);

    Task<Ticket?> FindAsync(Folio folio, CancellationToken ct);

    /// <summary>The ticket raised on a call, the latest when there are several; null when none was.</summary>
    Task<Ticket?> FindByCallAsync(string callId, CancellationToken ct);

    /// <summary>
    /// Adds a line to the history and applies it to the ticket in one commit. Refused with
    /// <see cref="TicketConflictException"/> when a <see cref="TicketChange.StatusSet"/> or
    /// <see cref="TicketChange.SeverityVerified"/> starts from what no longer is.
    /// </summary>
    Task<TicketEvent> AppendAsync(Folio folio, TicketChange change, string actor, string? callId, Instant at, CancellationToken ct);

    /// <summary>Adds several in that order and one commit: all of them or none.</summary>
    Task<IReadOnlyList<TicketEvent>> AppendAsync(
        Folio folio, IReadOnlyList<TicketChange> changes, string actor, string? callId, Instant at, CancellationToken ct);

    /// <summary>Ids of the contacts who follow a ticket (XIV-06), in alphabetical order.</summary>
    Task<IReadOnlyList<string>> ObserversAsync(Folio folio, CancellationToken ct);

    /// <summary>The latest answer to the question for consent on a ticket; null when it was not answered.</summary>
    Task<Consent?> ConsentAsync(Folio folio, CancellationToken ct);

    Task<IReadOnlyList<TicketEvent>> HistoryAsync(Folio folio, CancellationToken ct);

    Task<IReadOnlyList<Ticket>> ListAsync(TicketFilter filter, CancellationToken ct);

    /// <summary>
    /// How many unverified emergencies were raised since an instant on calls from a number ('' counts those without number), whatever
    /// number was keyed to be called back at.
    /// </summary>
    Task<int> UnverifiedSinceAsync(string callerNumber, Instant since, CancellationToken ct);
}
