using System.Text.RegularExpressions;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Architecture;

/// <summary>What no source file may differ in, whatever it was edited with.</summary>
public sealed partial class SourceStyleTests
{
    [Fact]
    public void Namespaces_are_file_scoped_and_usings_stand_above_them()
    {
        var read = 0;
        foreach (var file in Sources())
        {
            var text = File.ReadAllText(file);
            Assert.False(BlockNamespace().IsMatch(text), $"{file} has a namespace with braces; end its line with ';'");
            var scope = FileScopedNamespace().Match(text);
            Assert.False(scope.Success && Using().IsMatch(text[scope.Index..]), $"{file} has a using below its namespace; it belongs above");
            read++;
        }

        Assert.InRange(read, 500, int.MaxValue);
    }

    private static IEnumerable<string> Sources()
    {
        foreach (var folder in new[] { "src", "tests", "bench" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder), "*.cs", SearchOption.AllDirectories))
            {
                if (!file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) yield return file;
            }
        }
    }

    [GeneratedRegex(@"^namespace [\w.]+\s*(\{|$)", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();

    [GeneratedRegex(@"^namespace [\w.]+;", RegexOptions.Multiline)]
    private static partial Regex FileScopedNamespace();

    [GeneratedRegex(@"^\s*using [A-Z][\w.]*;", RegexOptions.Multiline)]
    private static partial Regex Using();
}
