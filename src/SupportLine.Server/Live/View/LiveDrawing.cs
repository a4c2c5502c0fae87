using System.Globalization;
using System.Net;
using System.Text;
using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>A screen as a picture (SVG), as a terminal shows it.</summary>
internal static class LiveDrawing
{
    private const double Cell = 7.8;
    private const int Row = 17;
    private const int Margin = 14;

    public static string Of(Screen screen, int width)
    {
        var svg = new StringBuilder();
        var (wide, high) = ((width * Cell) + (2 * Margin), (screen.Rows.Count * Row) + (2 * Margin));
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:0} {high}" width="{wide:0}" height="{high}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">""");
        svg.AppendLine("""<rect width="100%" height="100%" rx="6" fill="#0d1117"/>""");
        for (var i = 0; i < screen.Rows.Count; i++) AddRow(svg, screen.Rows[i], Margin + (i * Row));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void AddRow(StringBuilder svg, IReadOnlyList<ScreenPart> row, int top)
    {
        double left = Margin;
        foreach (var part in row)
        {
            var wide = part.Text.GetCellWidth() * Cell;
            if (part.Style.Background != Color.Default) svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{left:0.0}" y="{top}" width="{wide:0.0}" height="{Row}" fill="#7d1a1a"/>""");
            if (part.Text.Trim().Length > 0)
            {
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{left:0.0}" y="{top + 13}" textLength="{wide:0.0}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" {Look(part.Style)}>{WebUtility.HtmlEncode(part.Text)}</text>""");
            }

            left += wide;
        }
    }

    private static string Look(Style style) =>
        $"fill=\"{Fill(style)}\"{(style.Decoration.HasFlag(Decoration.Bold) ? " font-weight=\"bold\"" : "")}";

    private static string Fill(Style style) => style switch
    {
        { Foreground: var red } when red == Color.Red => "#ff7b72",
        { Foreground: var yellow } when yellow == Color.Yellow => "#e3b341",
        { Foreground: var green } when green == Color.Green => "#56d364",
        { Foreground: var blue } when blue == Color.Aqua => "#79c0ff",
        { Decoration: var pale } when pale.HasFlag(Decoration.Dim) => "#8b949e",
        _ => "#e6edf3",
    };
}
