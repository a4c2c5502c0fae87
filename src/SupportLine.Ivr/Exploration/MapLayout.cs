namespace SupportLine.Ivr.Exploration;

/// <summary>
/// Where each place of a map is drawn: in columns by the fewest of the drawn answers that lead there, the endings in the last, each
/// column ordered by what its places are reached from.
/// </summary>
internal sealed class MapLayout
{
    public const int Width = 230;
    private const int ColumnGap = 120;
    private const int RowGap = 26;
    private const int Margin = 40;
    private const int Header = 90;
    private const int LineHeight = 13;
    private const int WordsInLine = 36;
    private const int MostLines = 6;
    private const int Sweeps = 8;

    private readonly int[] _columns;

    public MapLayout(ConversationMap map)
    {
        Map = map;
        Lines = [.. map.Places.Select(place => Wrapped(place.Words))];
        _columns = Columns(map);
        Order();
    }

    public ConversationMap Map { get; }

    /// <summary>The words of each place, broken into lines.</summary>
    public IReadOnlyList<string[]> Lines { get; }

    /// <summary>Left edge of each place.</summary>
    public int X(int place) => Margin + (_columns[place] * (Width + ColumnGap));

    /// <summary>Upper edge of each place.</summary>
    public IReadOnlyList<int> Y { get; private set; } = [];

    public int Height(int place) => 28 + (LineHeight * Lines[place].Length);

    public int TotalWidth => Enumerable.Range(0, Map.Places.Count).Max(X) + Width + Margin;

    public int TotalHeight => Enumerable.Range(0, Map.Places.Count).Max(place => Y[place] + Height(place)) + Margin;

    /// <summary>Whether a way leads to a later column.</summary>
    public bool IsForward(MapWay way) => way.From is { } from && _columns[way.To] > _columns[from];

    private static int[] Columns(ConversationMap map)
    {
        var columns = Enumerable.Repeat(-1, map.Places.Count).ToArray();
        foreach (var isDrawn in (bool[])[true, false])
        {
            var leaving = map.Ways.Where(way => way.From is not null && (!isDrawn || map.Answers(way).Any())).ToLookup(way => way.From!.Value, way => way.To);
            var open = new Queue<(int Place, int Column)>(isDrawn
                ? map.Ways.Where(way => way.From is null).Select(way => (way.To, 0))
                : columns.Select((column, place) => (place, column)).Where(reached => reached.column >= 0).SelectMany(reached => leaving[reached.place].Select(to => (to, reached.column + 1))).OrderBy(next => next.Item2).ToList());
            while (open.TryDequeue(out var next))
            {
                if (columns[next.Place] >= 0 || map.Places[next.Place].IsEnding) continue;
                columns[next.Place] = next.Column;
                foreach (var to in leaving[next.Place]) open.Enqueue((to, next.Column + 1));
            }
        }

        var last = columns.Max() + 1;
        return [.. columns.Select(column => column < 0 ? last : column)];
    }

    private void Order()
    {
        var y = new int[Map.Places.Count];
        var columns = Enumerable.Range(0, y.Length).GroupBy(place => _columns[place]).OrderBy(group => group.Key).Select(group => group.ToList()).ToList();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var column in columns)
            {
                var before = column.ToDictionary(place => place, place => Center(place, y, sweep > 0));
                column.Sort((a, b) => before[a].CompareTo(before[b]));
                var top = Header;
                foreach (var place in column)
                {
                    y[place] = top;
                    top += Height(place) + RowGap;
                }
            }
        }

        Y = y;
    }

    /// <summary>The mean height of what leads to a place, and of what it leads to once that has been placed.</summary>
    private double Center(int place, int[] y, bool all)
    {
        var near = Map.Ways.Where(way => way.To == place && way.From is not null && way.From != place).Select(way => y[way.From!.Value]).ToList();
        if (all) near.AddRange(Map.Ways.Where(way => way.From == place && way.To != place).Select(way => y[way.To]));
        return near.Count == 0 ? y[place] : near.Average();
    }

    private static string[] Wrapped(string words)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > WordsInLine && line.Length > 0)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0) lines.Add(line);
        return lines.Count <= MostLines ? [.. lines] : [.. lines.Take(MostLines - 1), $"{lines[MostLines - 1]} …"];
    }
}
