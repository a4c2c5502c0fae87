namespace SupportLine.Domain.Lines;

/// <summary>What an account needs for a request to be taken: a row of the entitlement matrix.</summary>
public sealed record Requirement
{
    /// <summary>Everybody's request is taken.</summary>
    public static Requirement None { get; } = new();

    public ContractNeed Contract { get; init; }

    /// <summary>The equipment is under warranty.</summary>
    public bool Warranty { get; init; }

    /// <summary>A maintenance period is active (SNG-08).</summary>
    public bool Maintenance { get; init; }

    /// <summary>It uses credits, and the balance is positive (SNG-09).</summary>
    public bool Credits { get; init; }

    /// <summary>Taken free and as well as can be; the caller is told (SNG-15).</summary>
    public bool BestEffort { get; init; }
}
