using System.Globalization;
using System.Net;
using System.Text;

namespace SupportLine.Server.Traces;

/// <summary>A ladder as a picture (SVG), on light and on dark pages.</summary>
internal static class LadderDrawing
{
    private const int Gap = 290;
    private const int Left = 190;
    private const int Top = 92;
    private const int Step = 38;
    private const int Colours = 4;

    /// <summary>A colour a dialog; red is a refusal.</summary>
    private const string Style = """
        <style>
        .page{fill:#ffffff}.word{fill:#1f2937}.pale{fill:#6b7280}.bar{stroke:#cbd5e1}
        .d0{stroke:#1d6fd1;fill:#1d6fd1}.d1{stroke:#7c3aed;fill:#7c3aed}.d2{stroke:#0f766e;fill:#0f766e}.d3{stroke:#b45309;fill:#b45309}.bad{stroke:#c81e1e;fill:#c81e1e}
        @media (prefers-color-scheme: dark){.page{fill:#0d1117}.word{fill:#e6edf3}.pale{fill:#9aa4b0}.bar{stroke:#3b4450}
        .d0{stroke:#6cb0ff;fill:#6cb0ff}.d1{stroke:#b79bff;fill:#b79bff}.d2{stroke:#4fd1c0;fill:#4fd1c0}.d3{stroke:#f0b264;fill:#f0b264}.bad{stroke:#ff8080;fill:#ff8080}}
        </style>
        """;

    public static string Of(string title, IReadOnlyList<LadderRow> rows)
    {
        var peers = rows.Select(row => row.Peer).Distinct().ToList();
        List<Participant?> columns = [.. peers.Where(peer => peer.Calls), null, .. peers.Where(peer => !peer.Calls)];
        var (width, height) = (Left + ((columns.Count - 1) * Gap) + 150, Top + (rows.Count * Step) + 30);
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="Helvetica, Arial, sans-serif" font-size="13">""");
        svg.AppendLine(Style);
        svg.AppendLine("""<rect width="100%" height="100%" class="page"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="20" y="26" font-size="15" class="word">{Encoded(title)}</text>""");
        for (var i = 0; i < columns.Count; i++) Column(svg, Left + (i * Gap), columns[i], height);
        for (var i = 0; i < rows.Count; i++) Row(svg, rows[i], Left + (columns.IndexOf(rows[i].Peer) * Gap), Left + (columns.IndexOf(null) * Gap), Top + ((i + 1) * Step));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Column(StringBuilder svg, int x, Participant? peer, int height)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{x}" y1="{Top}" x2="{x}" y2="{height - 16}" class="bar" stroke-width="2"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x}" y="62" text-anchor="middle" font-weight="bold" class="word">{Encoded(peer?.Number ?? "supportline")}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x}" y="80" text-anchor="middle" font-size="12" class="pale">{Encoded(peer?.Address ?? "")}</text>""");
    }

    private static void Row(StringBuilder svg, LadderRow row, int peer, int us, int y)
    {
        var (from, to) = row.IsSent ? (us, peer) : (peer, us);
        var colour = row.IsRefusal ? "bad" : string.Create(CultureInfo.InvariantCulture, $"d{row.Dialog % Colours}");
        var tip = from < to ? -8 : 8;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="62" y="{y + 4}" text-anchor="end" font-size="12" class="pale">{row.Since.TotalSeconds:0.000}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<g class="{colour}"><line x1="{from}" y1="{y}" x2="{to}" y2="{y}" stroke-width="1.5"/><path d="M{to},{y} l{tip},-4 v8 z"/></g>""");
        var middle = (from + to) / 2;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{middle}" y="{y - 5}" text-anchor="middle" class="word">{Encoded(row.Label)}</text>""");
        if (row.Note.Length > 0) svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{middle}" y="{y + 14}" text-anchor="middle" font-size="11" class="pale">{Encoded(row.Note)}</text>""");
    }

    /// <summary>Control characters have no place in XML 1.0, whatever a peer sent.</summary>
    private static string Encoded(string text) => WebUtility.HtmlEncode(string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\ufffe' ? ' ' : letter)));
}
