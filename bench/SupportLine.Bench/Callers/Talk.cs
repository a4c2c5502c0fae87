namespace SupportLine.Bench.Callers;

/// <summary>What callers do.</summary>
/// <param name="Talks">Answers each packet with one, as somebody who talks does.</param>
/// <param name="KeyEvery">Seconds between two keys; 0 presses none.</param>
internal readonly record struct Talk(bool Talks, double KeyEvery);
