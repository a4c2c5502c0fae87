namespace SupportLine.Bench.Callers;

/// <summary>What callers do.</summary>
/// <param name="Talks">Sends a packet for each that is heard, as somebody who talks does.</param>
/// <param name="Paced">
/// Talks by a clock of its own: two whose packets pass straight to each other would otherwise answer each other's answers.
/// </param>
/// <param name="KeyEvery">Seconds between two keys; 0 presses none.</param>
internal readonly record struct Talk(bool Talks, bool Paced, double KeyEvery);
