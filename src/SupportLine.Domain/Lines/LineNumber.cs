namespace SupportLine.Domain.Lines;

/// <summary>A number the line answers.</summary>
/// <param name="Number">E.164 with its plus sign, or the extension as dialled.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record LineNumber(string Number, string Source);
