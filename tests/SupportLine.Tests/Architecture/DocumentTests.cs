using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupportLine.Tests.Domain;

namespace SupportLine.Tests.Architecture;

/// <summary>Documents name files; a file that moves takes its name with it.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_file_that_a_document_names_is_there()
    {
        var root = RepositoryFiles.Root;
        string[] documents = [Path.Combine(root, "README.md"), .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)];
        var sources = Directory.EnumerateFiles(Path.Combine(root, "src"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileName).ToHashSet();
        var named = 0;
        foreach (var document in documents)
        {
            foreach (var name in NamedFile().Matches(File.ReadAllText(document)).Select(match => match.Groups[1].Value + match.Groups[2].Value))
            {
                var isThere = name.Contains('/', StringComparison.Ordinal)
                    ? new[] { root, Path.Combine(root, "src"), Path.GetDirectoryName(document)! }.Any(place => File.Exists(Path.Combine(place, name)))
                    : sources.Contains(name);
                Assert.True(isThere, $"{Path.GetRelativePath(root, document)} names {name}, which is not there");
                named++;
            }
        }

        Assert.True(named > 20, "the documents name files, and this test no longer finds them");
    }

    [Fact]
    public void Every_key_of_a_line_file_is_explained()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Lines, "line.schema.json")))!.AsObject();
        var keys = KeysOf(schema).ToHashSet();
        Assert.True(keys.Count > 80, $"{keys.Count} keys");
        var explained = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "line-file.md"));
        Assert.DoesNotContain(keys, key => !Regex.IsMatch(explained, $"`{key}\\W"));
    }

    private static IEnumerable<string> KeysOf(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => KeysOf(pair.Value).Concat(pair is { Key: "properties", Value: JsonObject keys } ? keys.Select(key => key.Key) : [])),
        JsonArray list => list.SelectMany(KeysOf),
        _ => [],
    };

    /// <summary>A C# file in backticks, or what a link of Markdown leads to within the repository.</summary>
    [GeneratedRegex(@"`([\w./-]+\.cs)`|\]\((?!http)([\w./-]+\.\w+)\)")]
    private static partial Regex NamedFile();
}
