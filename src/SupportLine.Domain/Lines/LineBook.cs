namespace SupportLine.Domain.Lines;

/// <summary>All lines of a site, found by the number a caller dialled.</summary>
public sealed class LineBook
{
    private readonly Dictionary<string, Line> _byNumber = [];
    private readonly Dictionary<string, Line> _byId = [];
    private readonly Dictionary<string, Line> _byServiceNumber = [];

    private LineBook(IReadOnlyList<Line> lines)
    {
        Lines = lines;
        foreach (var line in lines)
        {
            _byId[line.Id] = line;
            if (line.Queue?.ServiceNumber is { } service) _byServiceNumber[service] = line;
            foreach (var number in line.Numbers) _byNumber[number.Number] = number.Calendar.Length == 0 ? line : line.WithCalendar(number.Calendar);
        }
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<Line> Lines { get; }

    /// <summary>The files they were read from; empty for lines that were put together otherwise.</summary>
    public IReadOnlyList<LineSource> Sources { get; private init; } = [];

    /// <summary>Reads every <c>*.yaml</c> of a folder, and <c>clauses.tsv</c> for the sources they cite when it is there.</summary>
    /// <exception cref="IOException">The folder or a file in it cannot be read.</exception>
    public static LineBookResult Read(string folder)
    {
        var table = Path.Combine(folder, "clauses.tsv");
        var clauses = File.Exists(table) ? ClauseTable.Parse(File.ReadAllText(table)) : null;
        var files = Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Result: LineFile.Read(path, clauses)))
            .ToList();
        var mistakes = files.SelectMany(file => file.Result.Mistakes).ToList();
        if (files.Count == 0)
        {
            mistakes.Add(new LineMistake(folder, 1, 1, "there is no line file", "put one such as helpdesk.yaml there"));
        }

        if (mistakes.Count > 0) return new LineBookResult(null, mistakes);
        return Of([.. files.Select(file => (file.Path, file.Result.Line!))], [.. files.Select(file => file.Result.Source!)]);
    }

    /// <summary>Puts lines together, refusing numbers or folio prefixes that would not tell them apart.</summary>
    public static LineBookResult Of(IReadOnlyList<(string File, Line Line)> lines) => Of(lines, []);

    private static LineBookResult Of(IReadOnlyList<(string File, Line Line)> lines, IReadOnlyList<LineSource> sources)
    {
        var mistakes = new List<LineMistake>();
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var (_, earlier) in lines.Take(i))
            {
                mistakes.AddRange(Overlaps(lines[i].File, lines[i].Line, earlier));
            }
        }

        return mistakes.Count > 0
            ? new LineBookResult(null, mistakes)
            : new LineBookResult(new LineBook([.. lines.Select(pair => pair.Line)]) { Sources = sources }, []);
    }

    public Line? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The line a caller dialled, under the support hours of that number, in whatever form the trunk or softphone sends it;
    /// null when it is none of ours.
    /// </summary>
    /// <param name="dialled">User part of the request URI: E.164 with or without plus, 00, national, or the extension.</param>
    public Line? Dialled(string dialled) => Dialled(dialled, _byNumber);

    /// <summary>The line whose agents sign in by this number; null when it is no service number.</summary>
    /// <param name="dialled">As for <see cref="Dialled(string)"/>.</param>
    public Line? ServiceDialled(string dialled) => Dialled(dialled, _byServiceNumber);

    private Line? Dialled(string dialled, Dictionary<string, Line> numbers)
    {
        var user = dialled.Split(';')[0].Trim();
        if (user.Length == 0) return null;
        if (numbers.TryGetValue(user, out var exact)) return exact;
        foreach (var region in Lines.Select(line => line.Region).Distinct())
        {
            if (DialledNumber.Normalise(user, region) is { } number && numbers.TryGetValue(number, out var line)) return line;
        }

        return null;
    }

    /// <summary>The line a folio belongs to, by its prefix; null when none has it.</summary>
    public Line? OfFolio(Tickets.Folio folio) =>
        Lines.FirstOrDefault(line => folio.Digits.StartsWith(line.FolioPrefix, StringComparison.Ordinal));

    private static IEnumerable<string> Answered(Line line) =>
        line.Queue?.ServiceNumber is { } service ? line.Numbers.Select(number => number.Number).Append(service) : line.Numbers.Select(number => number.Number);

    private static IEnumerable<LineMistake> Overlaps(string file, Line line, Line earlier)
    {
        foreach (var number in Answered(line).Intersect(Answered(earlier)))
        {
            yield return new LineMistake(file, 1, 1, $"number {number} is also answered by line {earlier.Id}", "give each line its own number");
        }

        if (line.FolioPrefix.StartsWith(earlier.FolioPrefix, StringComparison.Ordinal)
            || earlier.FolioPrefix.StartsWith(line.FolioPrefix, StringComparison.Ordinal))
        {
            yield return new LineMistake(
                file, 1, 1,
                $"folio prefix {line.FolioPrefix} can not be told from {earlier.FolioPrefix} of line {earlier.Id}",
                "choose a prefix that neither begins with the other nor is begun by it");
        }
    }
}
