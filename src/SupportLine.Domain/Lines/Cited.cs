namespace SupportLine.Domain.Lines;

/// <summary>A rule's value with what it rests on.</summary>
/// <param name="Value">The rule.</param>
/// <param name="Source">A clause id of <c>lines/clauses.tsv</c>, or <c>operator</c> where the vendor published nothing.</param>
public sealed record Cited<T>(T Value, string Source);
