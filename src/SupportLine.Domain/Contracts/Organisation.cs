namespace SupportLine.Domain.Contracts;

/// <summary>A customer. Credits and tickets belong to it; contracts belong to its products.</summary>
/// <param name="Id">The operator's own short key: <c>acme</c>.</param>
/// <param name="Name">Its name as spoken and shown.</param>
public sealed record Organisation(string Id, string Name)
{
    /// <summary>Its account number, digits, as keyed by a caller where the line serves without a contract (XCL-09); null for none.</summary>
    public string? Number { get; init; }
}
