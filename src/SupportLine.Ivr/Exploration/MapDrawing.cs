using System.Globalization;
using System.Net;
using System.Text;

namespace SupportLine.Ivr.Exploration;

/// <summary>
/// A conversation's map as a picture (SVG). The keys that work everywhere are named on the question instead of drawn: star
/// goes back, nine ends, zero is a person.
/// </summary>
public static class MapDrawing
{
    private const string Standing = "*09";
    private const string OpenColour = "#1d6fd1";
    private const string ClosedColour = "#5b2a86";
    private const string BothColour = "#6b7280";

    public static string Of(ConversationMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var layout = new MapLayout(map);
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{layout.TotalWidth}" height="{layout.TotalHeight}" font-family="Helvetica, Arial, sans-serif" font-size="11">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="40" y="38" font-size="20" font-weight="bold">{Encoded(map.Title)}</text>""");
        Legend(svg);
        var drawn = map.Ways.Where(way => way.From is { } from && from != way.To && map.Answers(way).Any()).ToList();
        foreach (var way in drawn) Way(svg, layout, way);
        for (var i = 0; i < map.Places.Count; i++) Place(svg, layout, i);
        foreach (var way in drawn) Label(svg, layout, way);
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Legend(StringBuilder svg)
    {
        (string Colour, string Words)[] entries = [(OpenColour, "while support is open"), (ClosedColour, "while it is closed"), (BothColour, "at any hour")];
        for (var i = 0; i < entries.Length; i++)
        {
            var x = 40 + (170 * i);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{x}" y1="58" x2="{x + 24}" y2="58" stroke="{entries[i].Colour}" stroke-width="2"/><text x="{x + 30}" y="62">{entries[i].Words}</text>""");
        }

        svg.AppendLine("""<text x="550" y="62">Dashed: back to an earlier question. Not drawn: silence, wrong keys, hanging up, and the keys named on a question.</text>""");
    }

    private static void Place(StringBuilder svg, MapLayout layout, int index)
    {
        var place = layout.Map.Places[index];
        var (x, y, height) = (layout.X(index), layout.Y[index], layout.Height(index));
        var (fill, stroke) = place.IsEnding ? ("#e7f6ec", "#1f8a4c") : place.Words.Length == 0 ? ("#fff6e0", "#b7791f") : ("#f5f7fa", "#334155");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="{y}" width="{MapLayout.Width}" height="{height}" rx="{(place.IsEnding ? 14 : 5)}" fill="{fill}" stroke="{stroke}"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x + 8}" y="{y + 17}" font-weight="bold">{Encoded(place.Name)}</text>""");
        var standing = string.Join(' ', layout.Map.Ways.Where(way => way.From == index).SelectMany(way => way.Answers).Where(answer => answer is [var key] && Standing.Contains(key, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x + MapLayout.Width - 8}" y="{y + 17}" text-anchor="end" fill="#94a3b8">{Encoded(standing)}</text>""");
        for (var line = 0; line < layout.Lines[index].Length; line++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x + 8}" y="{y + 32 + (13 * line)}" fill="#334155">{Encoded(layout.Lines[index][line])}</text>""");
        }
    }

    private static void Way(StringBuilder svg, MapLayout layout, MapWay way)
    {
        var (x1, y1, x2, y2) = Ends(layout, way);
        var bend = layout.IsForward(way) ? Math.Max(50, (x2 - x1) / 2) : 90;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" stroke="{Colour(way)}" stroke-opacity="0.55"{(layout.IsForward(way) ? "" : " stroke-dasharray=\"4 3\"")}/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<path d="M{x2},{y2} l-6,-3 v6 z" fill="{Colour(way)}"/>""");
    }

    private static void Label(StringBuilder svg, MapLayout layout, MapWay way)
    {
        var (x1, y1, _, _) = Ends(layout, way);
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x1 + 5}" y="{y1 - 3}" font-size="10" fill="{Colour(way)}" stroke="#ffffff" stroke-width="3" paint-order="stroke">{Encoded(string.Join(", ", layout.Map.Answers(way)))}</text>""");
    }

    /// <summary>From the right side of one place, the ways one under the other, to the left side of the next.</summary>
    private static (int X1, int Y1, int X2, int Y2) Ends(MapLayout layout, MapWay way)
    {
        var from = way.From!.Value;
        var siblings = layout.Map.Ways.Where(other => other.From == from && other.To != from && layout.Map.Answers(other).Any()).OrderBy(other => layout.Y[other.To]).ToList();
        var place = siblings.IndexOf(way);
        var y1 = layout.Y[from] + (layout.Height(from) * (place + 1) / (siblings.Count + 1));
        return (layout.X(from) + MapLayout.Width, y1, layout.X(way.To), layout.Y[way.To] + 14);
    }

    private static string Colour(MapWay way) => way is { Open: true, Closed: true } ? BothColour : way.Open ? OpenColour : ClosedColour;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
