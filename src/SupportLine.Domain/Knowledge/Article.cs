namespace SupportLine.Domain.Knowledge;

/// <summary>An article of a line's knowledge base.</summary>
/// <param name="Id">Unique within the line: <c>queue-timeouts</c>.</param>
/// <param name="LineId">Whose.</param>
/// <param name="Language">In which it is written, BCP 47.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What it says.</param>
public sealed record Article(string Id, string LineId, string Language, string Title, string Text);
