namespace SupportLine.Ivr.Speech;

/// <summary>A language's prompts: key to words, and how numbers and times are put together.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Words">Words by key, pieces included.</param>
/// <param name="Say">Spelling for pronunciation, by key, where it differs from the words.</param>
/// <param name="Grammar">The language's tables.</param>
internal sealed record Catalogue(
    string Language,
    IReadOnlyDictionary<string, string> Words,
    IReadOnlyDictionary<string, string> Say,
    Grammar Grammar);
