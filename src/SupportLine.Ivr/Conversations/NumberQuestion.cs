using SupportLine.Ivr.Speech;

namespace SupportLine.Ivr.Conversations;

/// <summary>A number to be keyed; <c>#</c> ends it, <c>*</c> goes back.</summary>
/// <param name="Question">Name in the record.</param>
/// <param name="Phrases">What is said.</param>
/// <param name="MaxDigits">Most digits.</param>
internal sealed record NumberQuestion(string Question, IReadOnlyList<Phrase> Phrases, int MaxDigits)
{
    /// <summary>Whether its digits stay out of every record.</summary>
    public bool Secret { get; init; }

    /// <summary>Tries still left, this one included; part of what tells two askings apart.</summary>
    public int TriesLeft { get; init; }
}
