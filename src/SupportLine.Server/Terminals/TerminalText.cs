namespace SupportLine.Server.Terminals;

/// <summary>Text that a terminal, or a log that is read in one, shows.</summary>
internal static class TerminalText
{
    /// <summary>
    /// On one line. A number or name is whatever a stranger sent (<c>%1b</c> in a SIP URI is an escape character): nothing of it begins a line,
    /// moves the cursor, colours the screen or turns the direction of what stands beside it (Unicode Annex 9).
    /// </summary>
    public static string Line(string text) => text.Any(IsControl) ? string.Concat(text.Select(letter => IsControl(letter) ? '\uFFFD' : letter)) : text;

    /// <summary>... of text that may have lines of its own, as a note or an exception has.</summary>
    public static string OneLine(string text) => Line(text.ReplaceLineEndings(" "));

    private static bool IsControl(char letter) => char.IsControl(letter)
        || letter is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
