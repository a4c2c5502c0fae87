namespace SupportLine.Ivr.Speech;

/// <summary>The words of a language, for whoever records or synthesises them.</summary>
public static class CatalogueWords
{
    /// <param name="folder">The prompts' folder.</param>
    /// <param name="language">BCP 47.</param>
    /// <exception cref="SpeechException">The catalogue cannot be used; every mistake is named.</exception>
    public static IReadOnlyList<CatalogueWord> Read(string folder, string language)
    {
        var mistakes = new List<string>();
        var catalogue = CatalogueFile.Read(Path.Combine(folder, language), language, mistakes);
        return catalogue is null || mistakes.Count > 0
            ? throw new SpeechException(mistakes)
            : [.. catalogue.Words.Select(pair => new CatalogueWord(pair.Key, pair.Value, catalogue.Say.GetValueOrDefault(pair.Key, pair.Value)))];
    }
}
