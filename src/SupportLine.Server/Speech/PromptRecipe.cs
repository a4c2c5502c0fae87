using System.Security.Cryptography;
using System.Text;
using SupportLine.Ivr.Speech;

namespace SupportLine.Server.Speech;

/// <summary>How one prompt is made from its words.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Text">What the engine is given.</param>
/// <param name="IsCut">Whether only what comes before the last pause is kept.</param>
internal sealed record PromptRecipe(string Key, string Text, bool IsCut)
{
    /// <summary>Silence before and after a whole prompt, ms; a piece has none, so that pieces join.</summary>
    public int LeadIn => IsPiece ? 0 : 30;

    public int LeadOut => IsPiece ? 0 : IsCut ? 40 : 150;

    private bool IsPiece => Key.StartsWith("piece.", StringComparison.Ordinal);

    /// <summary>
    /// Words that end a sentence are said as they are. Those that do not are said with another word after a comma, and cut
    /// at the pause before it: said alone, an engine lets every text fall as at a full stop.
    /// </summary>
    public static PromptRecipe Of(string language, CatalogueWord prompt)
    {
        var isFinal = prompt.Words[^1] is '.' or '?' or '!';
        return isFinal
            ? new PromptRecipe(prompt.Key, prompt.Say, IsCut: false)
            : new PromptRecipe(prompt.Key, $"{prompt.Say.TrimEnd(',', ':', ' ')}, {Follower(language)}.", IsCut: true);
    }

    /// <summary>Changes with anything that changes the sound.</summary>
    public string Fingerprint(SpeechEngine engine)
    {
        var recipe = $"{engine.Recipe}|{string.Join('|', VoiceColour.Of(engine.Name))}|{Loudness.Target}|{LeadIn}|{LeadOut}|{IsCut}|{Text}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..16];
    }

    /// <summary>A short word that begins with a voice and holds no stop, in which a pause could be seen.</summary>
    private static string Follower(string language) => language.Split('-')[0] switch
    {
        "es" => "eso",
        "fr" => "une",
        "de" => "eine",
        "it" => "uno",
        _ => "one",
    };
}
