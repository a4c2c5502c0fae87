using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;

namespace SupportLine.Domain.Simulation;

/// <summary>Simulated years as a picture (SVG): each day a column, each hour a row, coloured by what came of most of its calls.</summary>
public static class SimulationDrawing
{
    private const int Cell = 3;
    private const int Row = 7;
    private const int Left = 60;
    private const int Band = (24 * Row) + 74;
    private const int Top = 70;

    private static readonly (SimulatedOutcome Outcome, string Colour, string Words)[] Key =
    [
        (SimulatedOutcome.Agent, "#2b7bba", "an agent"),
        (SimulatedOutcome.Waits, "#cfd8e3", "a ticket that waits"),
        (SimulatedOutcome.OnCall, "#e07b39", "the engineer on call"),
        (SimulatedOutcome.NobodyOnCall, "#b3261e", "nobody on call"),
    ];

    public static string Of(IReadOnlyList<SimulationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Left + (366 * Cell) + 30}" height="{Top + (results.Count * Band)}" font-family="Helvetica, Arial, sans-serif" font-size="11">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        for (var i = 0; i < Key.Length; i++)
        {
            var x = Left + (170 * i);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{x}" y="24" width="12" height="12" fill="{Key[i].Colour}"/><text x="{x + 18}" y="34">{Key[i].Words}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="54" fill="#64748b">What came of most calls of each hour (rows, from midnight down) of each day (columns). White: nobody called.</text>""");
        for (var i = 0; i < results.Count; i++) Year(svg, results[i], Top + (i * Band));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void Year(StringBuilder svg, SimulationResult result, int top)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{top + 14}" font-weight="bold">{WebUtility.HtmlEncode(result.Title)} {result.Year}: {result.Calls} calls, {result.BrokenCount} broken promises</text>""");
        var y = top + 24;
        for (var day = 0; day < 366; day++)
        {
            // Hours alike one under the other are one rectangle.
            for (var hour = 0; hour < 24;)
            {
                var colour = Colour(result, day, hour);
                var from = hour;
                while (hour < 24 && Colour(result, day, hour) == colour) hour++;
                if (colour is not null) svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{Left + (day * Cell)}" y="{y + (from * Row)}" width="{Cell}" height="{(hour - from) * Row}" fill="{colour}"/>""");
            }
        }

        foreach (var hour in (int[])[0, 6, 12, 18])
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left - 8}" y="{y + (hour * Row) + 8}" text-anchor="end" fill="#64748b">{hour:00}:00</text>""");
        }

        for (var month = 1; month <= 12; month++)
        {
            var x = Left + ((new LocalDate(result.Year, month, 1).DayOfYear - 1) * Cell);
            var name = CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x}" y="{y + (24 * Row) + 14}" fill="#64748b">{name}</text>""");
        }
    }

    private static string? Colour(SimulationResult result, int day, int hour)
    {
        if (!result.Heat.TryGetValue((day, hour), out var counts)) return null;
        var most = (SimulatedOutcome)Array.IndexOf(counts, counts.Max());
        return Key.First(each => each.Outcome == most).Colour;
    }
}
