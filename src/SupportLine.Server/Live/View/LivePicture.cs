using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace SupportLine.Server.Live.View;

/// <summary>A snapshot as a screen: a head, the panes, and the keys.</summary>
internal static class LivePicture
{
    /// <summary>From so many cells on, panes stand in two columns.</summary>
    private const int TwoColumns = 150;

    private const int Gap = 2;

    private static readonly ZonedDateTimePattern Clock = ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm:ss o<g>", null);

    private static readonly ZonedDateTimePattern TimeOfDay = ZonedDateTimePattern.CreateWithInvariantCulture("HH:mm:ss", null);

    /// <param name="snapshot">What is shown.</param>
    /// <param name="choice">Of it.</param>
    /// <param name="trouble">Why it is not of this moment; null where it is.</param>
    /// <param name="width">Cells.</param>
    /// <param name="height">Rows, all of which are used; null for as many as are needed, without the keys.</param>
    public static Screen Of(LiveSnapshot snapshot, LiveChoice choice, string? trouble, int width, int? height)
    {
        var lines = new List<IReadOnlyList<ScreenPart>>(Head(snapshot, choice, trouble, width));
        var shown = choice.Line is { } line ? snapshot.Of(line) : snapshot;
        var panes = Panes.Of(shown, choice.Line is not null || snapshot.Lines.Count < 2);
        var rows = height - lines.Count - 1 ?? int.MaxValue;
        lines.AddRange(choice.Pane == 0 ? All(panes, width, rows) : Alone(panes[choice.Pane - 1], choice, width, rows));
        if (height is not { } whole) return new Screen(lines);
        while (lines.Count < whole - 1) lines.Add([]);
        return new Screen([.. lines.Take(whole - 1), Keys(choice, width)]);
    }

    private static IReadOnlyList<IReadOnlyList<ScreenPart>> Alone(Pane pane, LiveChoice choice, int width, int rows) =>
        pane.Draw(choice.Pane, width, rows, Math.Clamp(choice.Top, 0, Math.Max(0, pane.Rows.Count - (rows - 2))));

    private static List<IReadOnlyList<ScreenPart>> All(IReadOnlyList<Pane> panes, int width, int rows)
    {
        if (width < TwoColumns) return Column(panes, [0, 1, 2, 3, 4], width, rows);
        var half = (width - Gap) / 2;
        return Beside(Column(panes, [0, 2], half, rows), half, Column(panes, [1, 3, 4], width - Gap - half, rows));
    }

    private static List<IReadOnlyList<ScreenPart>> Column(IReadOnlyList<Pane> panes, int[] which, int width, int rows)
    {
        var heights = Pane.Share([.. which.Select(i => panes[i].Needs)], rows);
        return [.. which.SelectMany((pane, i) => panes[pane].Draw(pane + 1, width, heights[i]))];
    }

    private static List<IReadOnlyList<ScreenPart>> Beside(List<IReadOnlyList<ScreenPart>> left, int width, List<IReadOnlyList<ScreenPart>> right)
    {
        IReadOnlyList<ScreenPart> Filled(IReadOnlyList<ScreenPart> line) =>
            [.. line, new string(' ', Math.Max(0, width + Gap - line.Sum(part => part.Text.GetCellWidth())))];
        return
        [
            .. Enumerable.Range(0, Math.Max(left.Count, right.Count))
                .Select(i => (IReadOnlyList<ScreenPart>)[.. Filled(i < left.Count ? left[i] : []), .. i < right.Count ? right[i] : []]),
        ];
    }

    private static IEnumerable<IReadOnlyList<ScreenPart>> Head(LiveSnapshot snapshot, LiveChoice choice, string? trouble, int width)
    {
        var shown = snapshot.Lines.FirstOrDefault(line => line.Id == choice.Line) ?? (snapshot.Lines.Count > 0 ? snapshot.Lines[0] : null);
        var zone = shown is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(shown.Zone);
        yield return ScreenPart.Cut(Figures(snapshot, Instant.FromDateTimeOffset(snapshot.At).InZone(zone ?? DateTimeZone.Utc), width), width);
        // What is down stands in front: it is read on a narrow screen too.
        yield return ScreenPart.Cut([.. Trunks(snapshot, isUp: false), .. Lines(snapshot, choice), .. Trunks(snapshot, isUp: true)], width);
        if (trouble is not null) yield return [new(ScreenText.Fit($" NO ANSWER since then: {trouble}; trying again", width), Colours.Banner)];
        else if (snapshot.StoreTrouble is { } store) yield return [new(ScreenText.Fit($" THE STORE DOES NOT ANSWER: {store}", width), Colours.Banner)];
    }

    /// <summary>Time and figures; what says least goes first where there is no room for all.</summary>
    private static IReadOnlyList<ScreenPart> Figures(LiveSnapshot snapshot, ZonedDateTime now, int width)
    {
        var up = snapshot.At - snapshot.StartedAt;
        IReadOnlyList<ScreenPart> Of(string name, ZonedDateTimePattern clock, string length) =>
        [
            new(name, Colours.Title),
            $"{clock.Format(now)}  ",
            string.Create(CultureInfo.InvariantCulture, $"calls {snapshot.Calls.Count}, legs {snapshot.Legs}/{snapshot.MostLegs}  "),
            new(string.Create(CultureInfo.InvariantCulture, $"up {length}, {snapshot.CallsTaken} taken"), Colours.Pale),
        ];
        var (exact, about) = (ScreenText.Length(up), up.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)up.TotalDays}d") : ScreenText.Length(up));
        var shortest = Of("", TimeOfDay, about);
        return new[] { Of("supportline  ", Clock, exact), Of("", Clock, exact), Of("", Clock, about) }
            .FirstOrDefault(parts => parts.Sum(part => part.Text.GetCellWidth()) <= width, shortest);
    }

    private static IEnumerable<ScreenPart> Lines(LiveSnapshot snapshot, LiveChoice choice)
    {
        foreach (var line in snapshot.Lines.Where(line => choice.Line is null || line.Id == choice.Line))
        {
            yield return new ScreenPart(line.Id, Colours.Title);
            yield return line.IsOpen ? " open  " : new ScreenPart(" closed  ", Colours.Pale);
        }
    }

    private static IEnumerable<ScreenPart> Trunks(LiveSnapshot snapshot, bool isUp) => snapshot.Trunks.Where(trunk => trunk.IsUp == isUp).SelectMany(trunk => new[]
    {
        $"trunk {trunk.Name} ",
        isUp ? new ScreenPart("up  ", Colours.Good) : new ScreenPart($"DOWN {trunk.What}  ", Colours.Worst),
    });

    private static IReadOnlyList<ScreenPart> Keys(LiveChoice choice, int width) =>
        [new(ScreenText.Cut($"q quit  1-5 one list  0 all  Tab next  l line{(choice.Line is null ? "" : $" ({choice.Line})")}{(choice.Pane == 0 ? "" : "  up/down scroll")}", width), Colours.Pale)];
}
