using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>A ticket to raise; the store gives it the next folio of its line. See <see cref="Ticket"/> for the fields.</summary>
public sealed record NewTicket
{
    public required string LineId { get; init; }

    public required string FolioPrefix { get; init; }

    public string? OrganisationId { get; init; }

    public string? ContactId { get; init; }

    public string? ContractNumber { get; init; }

    public string? RequestType { get; init; }

    public string? Product { get; init; }

    public string? Claimed { get; init; }

    public bool Confirmed { get; init; }

    public required string Severity { get; init; }

    public required string Status { get; init; }

    public string ContactNumber { get; init; } = "";

    public required string Language { get; init; }

    public bool CallerVerified { get; init; }

    public bool Incomplete { get; init; }

    public IReadOnlyList<string> Missing { get; init; } = [];

    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    public string Calendar { get; init; } = "";

    public string? Recording { get; init; }

    public string? CallId { get; init; }

    public required Instant RaisedAt { get; init; }

    public Instant? DueAt { get; init; }

    /// <summary>Who raises it, for the history: <c>caller</c>, <c>agent:anna</c>, <c>system</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>
    /// What stands in its history right after its raising, in the same commit: facts, consent, an override, the ticket it
    /// refers to.
    /// </summary>
    public IReadOnlyList<TicketChange> Changes { get; init; } = [];

    /// <summary>The decision that routed it, as JSON, kept so that it can be run again.</summary>
    public string? Decision { get; init; }

    /// <summary>Begins an escalation in the same commit, so that an emergency whose folio exists is never forgotten.</summary>
    public bool Escalate { get; init; }

    /// <summary>Id of the engineer whom that escalation rings before those of the rota; null for none.</summary>
    public string? EscalateFirst { get; init; }
}
