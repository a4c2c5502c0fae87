namespace SupportLine.Domain.Lines;

/// <summary>A consent that is asked for and recorded with who, when and how (XCL-03).</summary>
/// <param name="Prompt">Key of the question.</param>
/// <param name="Products">Ids of the products it concerns; empty for all.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record ConsentTerms(string Prompt, IReadOnlyList<string> Products, string Source);
