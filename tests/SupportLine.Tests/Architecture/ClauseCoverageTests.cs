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
    public void Every_clause_is_proved_and_every_one_of_the_phone_by_a_placed_call()
    {
        var proofs = Proofs().ToLookup(proof => proof.Clause, proof => proof.Test);
        foreach (var clause in Clauses.Clauses)
        {
            output.WriteLine($"{clause.Id} ({clause.Surface}): {(proofs.Contains(clause.Id) ? string.Join(", ", proofs[clause.Id].Distinct()) : "no test")}");
        }

        Assert.Empty(Clauses.Clauses.Where(clause => !proofs.Contains(clause.Id)).Select(clause => clause.Id));
        Assert.Empty(Clauses.Clauses.Where(clause => clause.Surface == "phone" && !proofs[clause.Id].Any(IsCall)).Select(clause => $"{clause.Id} by no call"));
    }

    private static bool IsCall(string test) => test.StartsWith("SupportLine.CallTests/", StringComparison.Ordinal);

    private static IEnumerable<(string Clause, string Test)> Proofs()
    {
        var tests = Path.Combine(RepositoryFiles.Root, "tests");
        foreach (var file in Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            foreach (Match trait in Trait().Matches(text))
            {
                var method = Method().Match(text, trait.Index);
                if (method.Success) yield return (trait.Groups["id"].Value, $"{Path.GetRelativePath(tests, file).Split(Path.DirectorySeparatorChar)[0]}/{Path.GetFileNameWithoutExtension(file)}.{method.Groups["name"].Value}");
            }
        }
    }

    [GeneratedRegex("""^\s*\[Trait\("Clause", "(?<id>[^"]+)"\)\]""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Trait();

    [GeneratedRegex(@"public (static |async )*\w+ (?<name>\w+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Method();
}
