namespace SupportLine.Server.Live;

/// <summary>A call that goes on.</summary>
internal sealed record LiveCaller
{
    public required string Id { get; init; }

    /// <summary>Id of the line; null for a call between phones and for diagnostic numbers.</summary>
    public string? Line { get; init; }

    public required string Dialled { get; init; }

    /// <summary>Empty when withheld.</summary>
    public required string Number { get; init; }

    /// <summary>Its name; null while nobody is known.</summary>
    public string? Organisation { get; init; }

    /// <summary>Digits.</summary>
    public string? Folio { get; init; }

    /// <summary>Id of the severity as claimed.</summary>
    public string? Claimed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required LiveDoing Doing { get; init; }

    /// <summary>The question, or who rings or talks; empty where there is nothing to add.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Since when that.</summary>
    public required DateTimeOffset Since { get; init; }
}
