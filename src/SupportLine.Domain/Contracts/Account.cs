namespace SupportLine.Domain.Contracts;

/// <summary>What an organisation has with a line: everything its entitlement depends on.</summary>
public sealed record Account
{
    public required string OrganisationId { get; init; }

    /// <summary>Contracts for the line's products, lapsed ones included.</summary>
    public IReadOnlyList<Contract> Contracts { get; init; } = [];

    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>Credits left; they belong to the organisation, whatever the product (SNG-05).</summary>
    public int Credits { get; init; }

    /// <summary>Ids of request types that are open to named accounts only and to this one (SNG-10).</summary>
    public IReadOnlyList<string> NamedFor { get; init; } = [];

    /// <summary>Whether it has, or had, a product.</summary>
    public bool Holds(string product) =>
        Contracts.Any(contract => contract.Product == product) || Assets.Any(asset => asset.Product == product);
}
