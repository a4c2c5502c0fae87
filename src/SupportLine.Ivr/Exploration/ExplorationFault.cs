namespace SupportLine.Ivr.Exploration;

/// <summary>Something wrong with a conversation, and the call that shows it.</summary>
/// <param name="Situation">In which situation.</param>
/// <param name="What">What is wrong: a dead end, a prompt that is too long, too many options, a circle.</param>
/// <param name="Call">The call, as <c>question=answer</c> one after the other.</param>
public sealed record ExplorationFault(string Situation, string What, string Call);
