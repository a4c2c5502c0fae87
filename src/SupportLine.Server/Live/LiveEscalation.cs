namespace SupportLine.Server.Live;

/// <summary>An emergency that is being put through, or was accepted and is not settled.</summary>
internal sealed record LiveEscalation
{
    public required string Id { get; init; }

    /// <summary>Digits.</summary>
    public required string Folio { get; init; }

    public required string Line { get; init; }

    /// <summary>Id of the severity as claimed, or as the ticket stands when none was.</summary>
    public string? Severity { get; init; }

    /// <summary>Its name; null where nobody could be identified.</summary>
    public string? Organisation { get; init; }

    /// <summary>The call it began on; null when begun otherwise.</summary>
    public string? Call { get; init; }

    /// <summary>Where the caller can be reached; empty when unknown.</summary>
    public required string Number { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The rung that is rung, from 1, and of how many; null where its line is answered no more.</summary>
    public int? Rung { get; init; }

    public int? Rungs { get; init; }

    /// <summary>The time the ladder is gone through, from 1, and of how many.</summary>
    public int? Round { get; init; }

    public int? Rounds { get; init; }

    /// <summary>Nobody is rung before this; null for now.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whose phones ring now.</summary>
    public IReadOnlyList<LiveEngineer> Ringing { get; init; } = [];

    /// <summary>Who accepted; null while nobody has.</summary>
    public LiveEngineer? Accepted { get; init; }

    /// <summary>Phones rung so far, those that ring among them.</summary>
    public int Attempts { get; init; }
}
