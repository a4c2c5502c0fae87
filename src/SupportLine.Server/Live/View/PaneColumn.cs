namespace SupportLine.Server.Live.View;

/// <summary>A column of a pane.</summary>
/// <param name="Head">Its name.</param>
/// <param name="Least">Cells it keeps when room is short.</param>
/// <param name="Most">Cells it never goes beyond.</param>
internal sealed record PaneColumn(string Head, int Least, int Most)
{
    private const int Gap = 2;

    /// <summary>
    /// As wide as what stands in them; where that is too much, the widest give way first, down to their least, and then the last
    /// ones are left out. The last one that is there takes what is left.
    /// </summary>
    /// <param name="columns">The most important first.</param>
    /// <param name="natural">Cells that what stands in each needs.</param>
    /// <param name="width">Cells there are.</param>
    public static IReadOnlyList<int> Widths(IReadOnlyList<PaneColumn> columns, IReadOnlyList<int> natural, int width)
    {
        var widths = columns.Select((column, i) => Math.Clamp(Math.Max(natural[i], column.Head.Length), column.Least, column.Most)).ToList();
        int Used() => widths.Sum() + (Gap * (widths.Count - 1));
        while (Used() > width)
        {
            var widest = Enumerable.Range(0, widths.Count).Where(i => widths[i] > columns[i].Least).OrderByDescending(i => widths[i] - columns[i].Least).DefaultIfEmpty(-1).First();
            if (widest >= 0) widths[widest]--;
            else if (widths.Count > 1) widths.RemoveAt(widths.Count - 1);
            else return [width];
        }

        return widths;
    }

    /// <summary>One row of cells, filled up to their columns.</summary>
    public static IReadOnlyList<ScreenPart> Row(IReadOnlyList<ScreenPart> cells, IReadOnlyList<int> widths) =>
    [
        .. widths.Select((width, i) => new ScreenPart(
            i < widths.Count - 1 ? ScreenText.Fit(cells[i].Text, width) + new string(' ', Gap) : ScreenText.Cut(cells[i].Text, width), cells[i].Style)),
    ];
}
