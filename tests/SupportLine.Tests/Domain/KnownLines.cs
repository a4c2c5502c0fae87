using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain;

/// <summary>The five published lines, as a site reads them.</summary>
internal static class KnownLines
{
    private static readonly ClauseTable Clauses =
        ClauseTable.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "clauses.tsv")));

    public static Line Ipaxes { get; } = Read("ipaxes.yaml");

    public static Line Wildix { get; } = Read("wildix.yaml");

    public static Line Sangoma { get; } = Read("sangoma.yaml");

    public static Line Xcally { get; } = Read("xcally.yaml");

    public static Line Xivo { get; } = Read("xivo.yaml");

    public static IReadOnlyList<Line> All { get; } = [Wildix, Sangoma, Xcally, Xivo, Ipaxes];

    private static Line Read(string file)
    {
        var result = LineFile.Read(Path.Combine(RepositoryFiles.Lines, file), Clauses);
        return result.Line ?? throw new InvalidDataException(string.Join('\n', result.Mistakes));
    }
}
