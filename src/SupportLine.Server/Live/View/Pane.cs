using System.Globalization;
using Spectre.Console;
using SupportLine.Server.Terminals;

namespace SupportLine.Server.Live.View;

/// <summary>A list with a title.</summary>
/// <param name="Name">What it lists.</param>
/// <param name="None">Said where there is nothing.</param>
/// <param name="Columns">The most important first.</param>
/// <param name="Rows">The most urgent first.</param>
internal sealed record Pane(string Name, string None, IReadOnlyList<PaneColumn> Columns, IReadOnlyList<IReadOnlyList<ScreenPart>> Rows)
{
    /// <summary>Rows of the screen for all of it.</summary>
    public int Needs => Rows.Count == 0 ? 1 : Rows.Count + 2;

    /// <summary>Shares rows among panes: a title each, then row by row in turn, until all is shown or there is no more room.</summary>
    /// <param name="needs">Rows that each needs.</param>
    /// <param name="rows">Rows there are.</param>
    public static IReadOnlyList<int> Share(IReadOnlyList<int> needs, int rows)
    {
        var given = new int[needs.Count];
        var hasGrown = true;
        while (hasGrown)
        {
            hasGrown = false;
            for (var i = 0; i < needs.Count; i++)
            {
                // A head without a row under it says nothing.
                var more = given[i] == 1 ? 2 : 1;
                if (given[i] >= needs[i] || more > rows) continue;
                given[i] += more;
                rows -= more;
                hasGrown = true;
            }
        }

        return given;
    }

    /// <summary>As much of it as fits.</summary>
    /// <param name="key">The key that shows it alone.</param>
    /// <param name="width">Cells.</param>
    /// <param name="height">Rows, at most.</param>
    /// <param name="top">The first row shown, from 0.</param>
    public IReadOnlyList<IReadOnlyList<ScreenPart>> Draw(int key, int width, int height, int top = 0)
    {
        if (height < 1) return [];
        var lines = new List<IReadOnlyList<ScreenPart>> { TitleRow(key, width) };
        if (Rows.Count == 0 || height < 3) return lines;
        var widths = PaneColumn.Widths(Columns, [.. Columns.Select((_, i) => Rows.Max(row => TerminalText.Line(row[i].Text).GetCellWidth()))], width);
        lines.Add(PaneColumn.Row([.. Columns.Select(column => new ScreenPart(column.Head, Colours.Pale))], widths));
        var room = height - 2;
        var shown = Rows.Count - top <= room || room == 1 ? room : room - 1;
        lines.AddRange(Rows.Skip(top).Take(shown).Select(row => PaneColumn.Row(row, widths)));
        if (Rows.Count - top > room && room > 1)
        {
            lines.Add([new ScreenPart(ScreenText.Cut(string.Create(CultureInfo.InvariantCulture, $"… {Rows.Count - top - shown} more"), width), Colours.Pale)]);
        }

        return lines;
    }

    private IReadOnlyList<ScreenPart> TitleRow(int key, int width)
    {
        var title = ScreenText.Cut(string.Create(CultureInfo.InvariantCulture, $"{key} {Name}: {(Rows.Count == 0 ? None : $"{Rows.Count}")}"), Math.Max(1, width - 7));
        return ScreenPart.Cut([new("── ", Colours.Pale), new(title, Colours.Title), new(" " + new string('─', Math.Max(0, width - title.GetCellWidth() - 4)), Colours.Pale)], width);
    }
}
