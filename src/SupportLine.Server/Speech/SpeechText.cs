using System.Text.RegularExpressions;

namespace SupportLine.Server.Speech;

/// <summary>Text made fit for an engine: Pico crashes on its own tags and loops on a word without end.</summary>
internal static partial class SpeechText
{
    /// <summary>Characters.</summary>
    public const int LongestText = 400;

    public const int LongestWord = 40;

    /// <summary>Without angle brackets and control characters, cut to length.</summary>
    public static string Guard(string text)
    {
        var clean = string.Concat(text.EnumerateRunes()
            .Select(rune => System.Text.Rune.IsControl(rune) || System.Text.Rune.IsWhiteSpace(rune) ? " " : rune.ToString())
            .Where(part => part is not ("<" or ">" or "\uFFFD")));
        var words = clean.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Cut(word, LongestWord));
        return Cut(string.Join(' ', words), LongestText).TrimEnd();
    }

    /// <summary>
    /// Mexican Spanish out of a Castilian voice: z, and c before e and i, are spoken as s; a word of several syllables
    /// that ended in z keeps its stress by an accent, where it has none already.
    /// </summary>
    public static string Seseo(string text)
    {
        var stressed = FinalZ().Replace(text, match => Accented().IsMatch(match.Value)
            ? match.Value
            : $"{match.Groups[1].Value}{Accent(match.Groups[2].Value)}{match.Groups[3].Value}");
        return SoftC().Replace(stressed, match => char.IsUpper(match.Value[0]) ? "S" : "s");
    }

    /// <summary>Cut to a number of characters, never through the middle of one outside the basic plane.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Accent(string vowel) => vowel switch
    {
        "a" => "á",
        "e" => "é",
        "i" => "í",
        "o" => "ó",
        "u" => "ú",
        "A" => "Á",
        "E" => "É",
        "I" => "Í",
        "O" => "Ó",
        _ => "Ú",
    };

    [GeneratedRegex(@"\b(\w*[aeiouáéíóúAEIOUÁÉÍÓÚ]\w*[^\WaeiouáéíóúAEIOUÁÉÍÓÚ])([aeiouAEIOU])([zZ])\b")]
    private static partial Regex FinalZ();

    [GeneratedRegex("[áéíóúÁÉÍÓÚ]")]
    private static partial Regex Accented();

    [GeneratedRegex("[zZ]|[cC](?=[eiéíEIÉÍ])")]
    private static partial Regex SoftC();
}
