using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Ivr.Speech;

/// <summary>Reads <c>catalogue.yaml</c> and <c>grammar.yaml</c> of a language's folder.</summary>
internal static class CatalogueFile
{
    /// <summary>The catalogue; null with mistakes when a file cannot be used.</summary>
    public static Catalogue? Read(string folder, string language, List<string> mistakes)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var say = new Dictionary<string, string>(StringComparer.Ordinal);
        var prompts = Root(Path.Combine(folder, "catalogue.yaml"), mistakes)?.Children;
        if (prompts is null)
        {
            return null;
        }

        if (!prompts.TryGetValue(new YamlScalarNode("prompts"), out var list) || list is not YamlMappingNode map)
        {
            mistakes.Add($"{Path.Combine(folder, "catalogue.yaml")}: there is no map 'prompts' of key to words");
            return null;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = ((YamlScalarNode)key).Value!;
            if (value is YamlMappingNode both)
            {
                words[name] = Scalar(both, "words") ?? "";
                say[name] = Scalar(both, "say") ?? words[name];
            }
            else
            {
                words[name] = (value as YamlScalarNode)?.Value ?? "";
            }

            if (words[name].Length == 0)
            {
                mistakes.Add($"{Path.Combine(folder, "catalogue.yaml")}({key.Start.Line}): '{name}' has no words");
            }
        }

        var grammar = Root(Path.Combine(folder, "grammar.yaml"), mistakes);
        return grammar is null ? null : new Catalogue(language, words, say, GrammarOf(grammar));
    }

    private static Grammar GrammarOf(YamlMappingNode root) => new()
    {
        DigitGroup = Number(root, "digit-group"),
        FolioGroup = Number(root, "folio-group"),
        GroupPause = Number(root, "group-pause-ms"),
        Times = [.. Maps(root, "times").Select(map => new TimePattern(
            Scalar(map, "minute") is { } minute ? int.Parse(minute, null) : null,
            Texts(map, "pieces")))],
        DayParts = [.. Maps(root, "day-parts").Select(map => new DayPart(Number(map, "from"), Scalar(map, "piece")!))],
        Hours = Texts(root, "hours"),
        At = Texts(root, "at"),
        Before = Texts(root, "before"),
        Days = Tables(root, "days"),
        Nouns = Tables(root, "nouns"),
    };

    private static YamlMappingNode? Root(string path, List<string> mistakes)
    {
        if (!File.Exists(path))
        {
            mistakes.Add($"{path}: the file is missing");
            return null;
        }

        try
        {
            using var reader = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(reader);
            return (YamlMappingNode)stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            mistakes.Add($"{path}({e.Start.Line},{e.Start.Column}): {e.Message}");
            return null;
        }
    }

    private static string? Scalar(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? (node as YamlScalarNode)?.Value : null;

    private static int Number(YamlMappingNode map, string key) =>
        int.Parse(Scalar(map, key) ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? [.. ((YamlSequenceNode)node).Select(item => ((YamlScalarNode)item).Value!)] : [];

    private static IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? ((YamlSequenceNode)node).Cast<YamlMappingNode>() : [];

    private static Dictionary<string, IReadOnlyList<string>> Tables(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node)
            ? ((YamlMappingNode)node).Children.ToDictionary(
                pair => ((YamlScalarNode)pair.Key).Value!,
                pair => (IReadOnlyList<string>)[.. ((YamlSequenceNode)pair.Value).Select(item => ((YamlScalarNode)item).Value!)])
            : [];
}
