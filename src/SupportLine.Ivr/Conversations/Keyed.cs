namespace SupportLine.Ivr.Conversations;

/// <summary>What came of asking for a number once.</summary>
/// <param name="Turn">
/// <see cref="Turn.Onward"/> when digits were keyed, <see cref="Turn.Back"/> for <c>*</c>, <see cref="Turn.Unanswered"/> for
/// silence.
/// </param>
/// <param name="Digits">The digits; empty otherwise.</param>
internal readonly record struct Keyed(Turn Turn, string Digits = "");
