namespace SupportLine.Ivr.Speech;

/// <summary>How times with a certain minute are said.</summary>
/// <param name="Minute">The minute it is for; null for every other.</param>
/// <param name="Pieces">Pieces and the slots <c>{lead}</c>, <c>{hour}</c>, <c>{minute}</c>, <c>{part}</c>.</param>
internal sealed record TimePattern(int? Minute, IReadOnlyList<string> Pieces);
