using System.Globalization;
using System.Text;
using Spectre.Console;
using SupportLine.Server.Terminals;

namespace SupportLine.Server.Live.View;

/// <summary>Text for a row of a terminal.</summary>
internal static class ScreenText
{
    private const char Ellipsis = '…';

    /// <summary>At most so many cells, an ellipsis standing for what is cut; a letter is never torn from its accents.</summary>
    public static string Cut(string text, int cells)
    {
        var clean = TerminalText.Line(text);
        if (clean.GetCellWidth() <= cells) return clean;
        var cut = new StringBuilder();
        var used = 0;
        for (var letters = StringInfo.GetTextElementEnumerator(clean); letters.MoveNext();)
        {
            var letter = letters.GetTextElement();
            used += letter.GetCellWidth();
            if (used > cells - 1) break;
            cut.Append(letter);
        }

        return cells < 1 ? "" : cut.Append(Ellipsis).ToString();
    }

    /// <summary>Filled up with blanks.</summary>
    public static string Fit(string text, int cells)
    {
        var cut = Cut(text, cells);
        return cut + new string(' ', Math.Max(0, cells - cut.GetCellWidth()));
    }

    /// <summary>As short as it can be read: <c>0:07</c>, <c>12:34</c>, <c>1:02:03</c>, <c>3d 04:05</c>.</summary>
    public static string Length(TimeSpan time)
    {
        if (time < TimeSpan.Zero) time = TimeSpan.Zero;
        return time.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays}d {time:hh\\:mm}")
            : time.TotalHours >= 1 ? time.ToString("h\\:mm\\:ss", CultureInfo.InvariantCulture)
            : time.ToString("m\\:ss", CultureInfo.InvariantCulture);
    }
}
