namespace SupportLine.Domain.Tickets;

/// <summary>Something known of a customer's system: <c>version</c> 17.0.19.</summary>
public sealed record Fact(string Name, string Value);
