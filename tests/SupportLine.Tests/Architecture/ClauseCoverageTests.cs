using System.Text.RegularExpressions;
using SupportLine.Domain.Lines;
using SupportLine.Tests.Domain;
using Xunit.Abstractions;

namespace SupportLine.Tests.Architecture;

/// <summary>Which published clauses are proved, and by which tests: read from the traits of every test project.</summary>
public sealed partial class ClauseCoverageTests(ITestOutputHelper output)
{
    private static readonly ClauseTable Clauses =
        ClauseTable.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "clauses.tsv")));

    [Fact]
    public void Every_clause_that_a_test_names_exists()
    {
        var known = Clauses.Clauses.Select(clause => clause.Id).ToHashSet();
        Assert.DoesNotContain(Proofs(), proof => !known.Contains(proof.Clause));
    }

    [Fact]
    public void The_report_lists_the_proofs_of_each_clause()
    {
        var proofs = Proofs().ToLookup(proof => proof.Clause, proof => proof.Test);
        foreach (var clause in Clauses.Clauses)
        {
            output.WriteLine($"{clause.Id} ({clause.Surface}): {(proofs.Contains(clause.Id) ? string.Join(", ", proofs[clause.Id]) : "no test")}");
        }

        Assert.NotEmpty(proofs["IPX-03"]);
    }

    private static IEnumerable<(string Clause, string Test)> Proofs()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            foreach (Match trait in Trait().Matches(text))
            {
                var method = Method().Match(text, trait.Index);
                if (method.Success) yield return (trait.Groups["id"].Value, $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups["name"].Value}");
            }
        }
    }

    [GeneratedRegex("""^\s*\[Trait\("Clause", "(?<id>[^"]+)"\)\]""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Trait();

    [GeneratedRegex(@"public (static |async )*\w+ (?<name>\w+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Method();
}
