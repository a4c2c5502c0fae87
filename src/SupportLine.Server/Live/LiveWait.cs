namespace SupportLine.Server.Live;

/// <summary>A place in a line's queue: of somebody who waits on the phone, or kept for a call-back.</summary>
internal sealed record LiveWait
{
    public required string Line { get; init; }

    /// <summary>From 1, among those of the line; null for a call-back that is not due yet.</summary>
    public int? Position { get; init; }

    /// <summary>The caller's call; null for a call-back.</summary>
    public string? Call { get; init; }

    /// <summary>Where the caller is or will be phoned; empty when withheld.</summary>
    public required string Number { get; init; }

    public string? Organisation { get; init; }

    /// <summary>Digits.</summary>
    public string? Folio { get; init; }

    /// <summary>Id of the product; what agents have to know.</summary>
    public string? Product { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>Id of the severity as claimed.</summary>
    public string? Claimed { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether agents are being rung for it.</summary>
    public bool IsRung { get; init; }

    /// <summary>When the customer is phoned at the earliest; null for who waits on the phone.</summary>
    public DateTimeOffset? CallBackAt { get; init; }

    /// <summary>How often the customer was phoned in vain.</summary>
    public int Attempts { get; init; }
}
