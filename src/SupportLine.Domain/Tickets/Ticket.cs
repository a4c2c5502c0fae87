using NodaTime;

namespace SupportLine.Domain.Tickets;

/// <summary>A ticket as it stands: what its history adds up to.</summary>
public sealed record Ticket
{
    public required Folio Folio { get; init; }

    public required string LineId { get; init; }

    /// <summary>Whose it is; null for one raised by somebody nobody could identify.</summary>
    public string? OrganisationId { get; init; }

    /// <summary>Who raised it.</summary>
    public string? ContactId { get; init; }

    public string? ContractNumber { get; init; }

    /// <summary>Id of the request type; null when the caller hung up before saying.</summary>
    public string? RequestType { get; init; }

    /// <summary>Id of the product it is about; null where the line knows none or the caller did not say.</summary>
    public string? Product { get; init; }

    /// <summary>Severity the caller claims; null when not asked.</summary>
    public string? Claimed { get; init; }

    /// <summary>Whether the caller confirmed the claim by the second question.</summary>
    public bool Confirmed { get; init; }

    /// <summary>The class it stands at: the line's starting class until somebody verified another (IPX-08).</summary>
    public required string Severity { get; init; }

    /// <summary>Who verified the severity; null while nobody has.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>Id of a status of the line.</summary>
    public required string Status { get; init; }

    /// <summary>Where to reach the caller.</summary>
    public string ContactNumber { get; init; } = "";

    /// <summary>Language the caller chose, BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>False when the caller could not be identified.</summary>
    public bool CallerVerified { get; init; }

    /// <summary>True when the caller hung up before the end.</summary>
    public bool Incomplete { get; init; }

    /// <summary>Ids of required data that the telephone could not ask for.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Required data that was keyed, by the datum's id: a serial number, a deployment ID.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    /// <summary>Id of the calendar of support hours that holds for it; empty for the line's first.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>The recorded description, as a path relative to the recordings' folder; null when there is none.</summary>
    public string? Recording { get; init; }

    /// <summary>The call it was raised on; null when raised otherwise.</summary>
    public string? CallId { get; init; }

    /// <summary>Who has it; null while nobody.</summary>
    public string? Assignee { get; init; }

    public required Instant RaisedAt { get; init; }

    /// <summary>When the first response is due; null when the vendor publishes no target.</summary>
    public Instant? DueAt { get; init; }
}
