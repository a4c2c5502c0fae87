namespace SupportLine.Domain.Contracts;

/// <summary>A customer. Credits and tickets belong to it; contracts belong to its products.</summary>
/// <param name="Id">The operator's own short key: <c>acme</c>.</param>
/// <param name="Name">Its name as spoken and shown.</param>
public sealed record Organisation(string Id, string Name);
