namespace SupportLine.Ivr.Speech;

/// <summary>A prompt or a silence within something said.</summary>
/// <param name="Key">Key of the prompt; empty for a silence.</param>
/// <param name="Silence">Length of a silence, ms; 0 for a prompt.</param>
internal readonly record struct Piece(string Key, int Silence = 0);
