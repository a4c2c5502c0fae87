namespace SupportLine.Domain.Lines;

/// <summary>How a line treats replies to finished tickets.</summary>
/// <param name="Policy">What a reply does.</param>
/// <param name="To">Id of the status a reopened ticket goes to; null with <see cref="ReopeningPolicy.Never"/>.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Reopening(ReopeningPolicy Policy, string? To, string Source);
