namespace SupportLine.Ivr.Conversations;

/// <summary>A number to be keyed.</summary>
/// <param name="Question">Name in the record.</param>
/// <param name="PromptKey">What is said.</param>
/// <param name="MaxDigits">Most digits.</param>
/// <param name="Classes">Representative entries, for exploring.</param>
/// <param name="Secret">Whether its digits stay out of every record.</param>
internal sealed record NumberQuestion(string Question, string PromptKey, int MaxDigits, IReadOnlyList<string> Classes, bool Secret = false);
