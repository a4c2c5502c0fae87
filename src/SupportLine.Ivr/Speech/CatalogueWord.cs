namespace SupportLine.Ivr.Speech;

/// <summary>A prompt's words.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Words">As a person reads them.</param>
/// <param name="Say">As an engine is to pronounce them.</param>
public sealed record CatalogueWord(string Key, string Words, string Say);
