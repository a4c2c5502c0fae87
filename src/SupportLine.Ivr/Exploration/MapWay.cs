namespace SupportLine.Ivr.Exploration;

/// <summary>A way from one place of the conversation to another.</summary>
/// <param name="From">Index of the place it leaves; null for the beginning of the call.</param>
/// <param name="To">Index of the place it leads to.</param>
/// <param name="Answers">What callers answer who take it: keys, <c>silence</c>, <c>speech</c>.</param>
/// <param name="Open">Whether it is there while support is open.</param>
/// <param name="Closed">Whether it is there while support is closed.</param>
public sealed record MapWay(int? From, int To, IReadOnlyList<string> Answers, bool Open, bool Closed);
