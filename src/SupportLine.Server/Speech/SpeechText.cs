using System.Text.RegularExpressions;

namespace SupportLine.Server.Speech;

/// <summary>Text made fit for an engine: Pico crashes on its own tags and loops on a word without end.</summary>
internal static partial class SpeechText
{
    public const int LongestText = 400;

    public const int LongestWord = 40;

    /// <summary>Without angle brackets and control characters, cut to length.</summary>
    public static string Guard(string text)
    {
        var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c).Where(c => c is not ('<' or '>'))]);
        var words = clean.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Length > LongestWord ? word[..LongestWord] : word);
        var whole = string.Join(' ', words);
        return whole.Length > LongestText ? whole[..LongestText] : whole;
    }

    /// <summary>
    /// Mexican Spanish out of a Castilian voice: z, and c before e and i, are spoken as s; a word of several syllables
    /// that ended in z keeps its stress by an accent.
    /// </summary>
    public static string Seseo(string text)
    {
        var stressed = FinalZ().Replace(text, match => $"{match.Groups[1].Value}{Accented(match.Groups[2].Value)}s");
        return SoftC().Replace(stressed, match => char.IsUpper(match.Value[0]) ? "S" : "s");
    }

    private static string Accented(string vowel) => vowel switch
    {
        "a" => "á",
        "e" => "é",
        "i" => "í",
        "o" => "ó",
        _ => "ú",
    };

    [GeneratedRegex(@"\b(\w*[aeiou]\w*[^\Waeiouáéíóú])([aeiou])z\b")]
    private static partial Regex FinalZ();

    [GeneratedRegex("[zZ]|[cC](?=[eiéíEI])")]
    private static partial Regex SoftC();
}
