namespace SupportLine.Domain.Lines;

/// <summary>A number the line answers.</summary>
/// <param name="Number">E.164 with its plus sign, or the extension as dialled.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record LineNumber(string Number, string Source)
{
    /// <summary>Id of the calendar that holds for callers of this number; empty for the line's first (WLD-08).</summary>
    public string Calendar { get; init; } = "";
}
