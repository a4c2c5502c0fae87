using System.Globalization;
using System.Text;

namespace SupportLine.Bench.Capacity;

/// <summary>The rows as a drawing: what a call costs beside the floor, and how well its packets kept their pace.</summary>
internal sealed class CapacityPlot(CapacityMode mode, IReadOnlyList<CapacityResult> rows)
{
    private const int Width = 760;
    private const int PanelHeight = 240;
    private const int Left = 70;
    private const int Right = 150;
    private const int Top = 50;
    private const int Gap = 70;

    private static readonly int[] Steps = [1, 2, 4, 8, 10];

    private readonly StringBuilder _svg = new();

    /// <summary>An SVG document.</summary>
    public string Draw()
    {
        var height = Top + (2 * (PanelHeight + Gap));
        _svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        _svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>\n");
        Text(Left, 24, $"Calls on one processor, mode {mode}", "start", 16);
        Panel(Top, "processor seconds a call-minute", 3, [("SupportLine", "#1f5fa8", row => row.CpuPerCallMinute), ("floor", "#999999", row => row.FloorPerCallMinute)]);
        Panel(Top + PanelHeight + Gap, "99th percentile of the deviation from 20 ms, ms", 1, [("SupportLine", "#1f5fa8", row => row.Heard.P99), ("floor", "#999999", row => row.FloorHeard.P99)]);
        return _svg.Append("</svg>\n").ToString();
    }

    private void Panel(int top, string title, int digits, (string Name, string Colour, Func<CapacityResult, double> Value)[] lines)
    {
        var most = Round(lines.Max(line => rows.Max(line.Value)));
        var mostCalls = rows.Max(row => row.Calls);
        double X(int calls) => Left + ((Width - Left - Right) * (double)calls / mostCalls);
        double Y(double value) => top + PanelHeight - (PanelHeight * value / most);

        Text(Left, top - 8, title, "start");
        for (var i = 0; i <= 4; i++)
        {
            var value = most * i / 4;
            Line(Left, Y(value), Width - Right, Y(value), "#dddddd", 1);
            Text(Left - 6, Y(value) + 4, value.ToString($"F{digits}", CultureInfo.InvariantCulture), "end");
        }

        foreach (var row in rows)
        {
            Text(X(row.Calls), top + PanelHeight + 18, $"{row.Calls}", "middle");
        }

        Text((Left + Width - Right) / 2.0, top + PanelHeight + 34, "calls", "middle");
        var label = double.NegativeInfinity;
        foreach (var (name, colour, value) in lines)
        {
            var points = rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{X(row.Calls):F1},{Y(value(row)):F1}"));
            _svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            foreach (var row in rows)
            {
                _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(row.Calls):F1}\" cy=\"{Y(value(row)):F1}\" r=\"3\" fill=\"{colour}\"/>\n");
            }

            // Two ends that meet are named one below the other.
            label = Math.Max(Y(value(rows[^1])) + 4, label + 14);
            Text(Width - Right + 10, label, name, "start", 12, colour);
        }
    }

    private void Line(double x1, double y1, double x2, double y2, string colour, double width) => _svg.Append(
        CultureInfo.InvariantCulture, $"<line x1=\"{x1:F1}\" y1=\"{y1:F1}\" x2=\"{x2:F1}\" y2=\"{y2:F1}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n");

    private void Text(double x, double y, string text, string anchor, int size = 12, string colour = "#333333") => _svg.Append(
        CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{colour}\">{text}</text>\n");

    /// <summary>The next 1, 2, 4 or 8 of its power of ten, so that four lines fall on round values.</summary>
    private static double Round(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * Steps.First(step => step * power >= value);
    }
}
