namespace SupportLine.Domain.Lines;

/// <summary>The clauses of the published terms, from <c>lines/clauses.tsv</c>.</summary>
internal sealed class ClauseTable
{
    /// <summary>Source of a rule that no vendor published.</summary>
    public const string Operator = "operator";

    private readonly Dictionary<string, Clause> _byId;

    private ClauseTable(IReadOnlyList<Clause> clauses)
    {
        Clauses = clauses;
        _byId = clauses.ToDictionary(clause => clause.Id);
    }

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>Reads the table: a heading, then id, provider, surface and rule between tabs.</summary>
    /// <exception cref="FormatException">A row has not four columns, or an id comes twice.</exception>
    public static ClauseTable Parse(string text)
    {
        var clauses = new List<Clause>();
        var ids = new HashSet<string>();
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var columns = row.Split('\t');
            if (columns.Length != 4) throw new FormatException($"A clause has four columns, not {columns.Length}: {row}");
            if (!ids.Add(columns[0])) throw new FormatException($"Clause {columns[0]} comes twice.");
            clauses.Add(new Clause(columns[0], columns[1], columns[2], columns[3]));
        }

        return new ClauseTable(clauses);
    }

    /// <summary>Whether a rule may name it as its source.</summary>
    public bool IsSource(string source) => source == Operator || _byId.ContainsKey(source);
}
