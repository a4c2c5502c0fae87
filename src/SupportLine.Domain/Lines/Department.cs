namespace SupportLine.Domain.Lines;

/// <summary>A part of support that takes care of some products (IPX-19).</summary>
/// <param name="Id">Its id: <c>mail-and-hosting</c>.</param>
/// <param name="Title">As shown to people.</param>
/// <param name="Prompt">Key of the prompt that names it.</param>
/// <param name="Agents">Targets of its own agents; empty for the line's.</param>
/// <param name="Source">Clause id or <c>operator</c>.</param>
public sealed record Department(string Id, string Title, string Prompt, IReadOnlyList<string> Agents, string Source);
