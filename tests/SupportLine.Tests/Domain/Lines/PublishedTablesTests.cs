using SupportLine.Domain.Lines;

namespace SupportLine.Tests.Domain.Lines;

public sealed class PublishedTablesTests
{
    [SkippableTheory]
    [InlineData("clauses.tsv")]
    [InlineData("entitlement-matrix.tsv")]
    public void The_repositorys_table_is_the_shared_one(string name)
    {
        var shared = RepositoryFiles.Shared(name);
        Skip.If(shared is null, "the shared tables are not beside this repository");
        Assert.Equal(File.ReadAllText(shared), File.ReadAllText(Path.Combine(RepositoryFiles.Lines, name)));
    }

    [Fact]
    public void The_table_holds_the_clauses_of_five_providers()
    {
        var table = ClauseTable.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "clauses.tsv")));
        Assert.Equal(64, table.Clauses.Count);
        Assert.Equal(5, table.Clauses.Select(clause => clause.Provider).Distinct().Count());
        Assert.Equal(56, table.Clauses.Count(clause => clause.Surface is "phone" or "core"));
    }

    [Fact]
    public void A_clause_that_comes_twice_is_refused() =>
        Assert.Throws<FormatException>(() => ClauseTable.Parse("id\tprovider\tsurface\trule\nA-1\ta\tcore\tx\nA-1\ta\tcore\ty\n"));
}
