using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Ivr.Speech;

/// <summary>One of the speech's YAML files, read so that each mistake is told with its file and line.</summary>
internal sealed class SpeechYaml
{
    private readonly string _path;
    private readonly List<string> _mistakes;

    private SpeechYaml(string path, YamlMappingNode root, List<string> mistakes)
    {
        _path = path;
        Root = root;
        _mistakes = mistakes;
    }

    public YamlMappingNode Root { get; }

    /// <summary>The file; null with a mistake when there is none, or no map in it.</summary>
    public static SpeechYaml? Open(string path, List<string> mistakes)
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
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..])
            {
                return new SpeechYaml(path, root, mistakes);
            }

            mistakes.Add($"{path}: there is no map in it");
        }
        catch (YamlException e)
        {
            mistakes.Add($"{path}({e.Start.Line}): {e.Message}");
        }

        return null;
    }

    /// <summary>Takes down what is wrong at a place of the file.</summary>
    public void Wrong(YamlNode at, string wrong) => _mistakes.Add($"{_path}({at.Start.Line}): {wrong}");

    public static string? Text(YamlMappingNode map, string key) => (Node(map, key) as YamlScalarNode)?.Value;

    public string? Text(string key) => Text(Root, key);

    /// <summary>A map that has to be there.</summary>
    public YamlMappingNode? Map(string key) => Needed<YamlMappingNode>(Root, key, "a map");

    /// <summary>A number that has to be there.</summary>
    public int? Number(YamlMappingNode map, string key, int least, int most) =>
        Needed<YamlScalarNode>(map, key, "a number") is null ? null : Optional(map, key, least, most);

    /// <summary>A number that may be there.</summary>
    public int? Optional(YamlMappingNode map, string key, int least, int most)
    {
        if (Node(map, key) is not { } node)
        {
            return null;
        }

        if (int.TryParse((node as YamlScalarNode)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Wrong(node, $"'{key}' is a number from {least} to {most}");
        return null;
    }

    /// <summary>A list of maps; none where the key is not there.</summary>
    public IEnumerable<YamlMappingNode> Maps(string key) => Node(Root, key) is null
        ? []
        : (IEnumerable<YamlMappingNode>?)Needed<YamlSequenceNode>(Root, key, "a list")?.OfType<YamlMappingNode>() ?? [];

    /// <summary>A list of texts that has to be there.</summary>
    public string[] Texts(YamlMappingNode map, string key) =>
        Needed<YamlSequenceNode>(map, key, "a list")?.Select(item => (item as YamlScalarNode)?.Value ?? "").ToArray() ?? [];

    /// <summary>Lists of texts by their names.</summary>
    public Dictionary<string, IReadOnlyList<string>> Lists(string key) => Map(key) is { } map
        ? Names(map).ToDictionary(name => name, name => (IReadOnlyList<string>)Texts(map, name), StringComparer.Ordinal)
        : [];

    /// <summary>Texts by their names; an empty one is a text.</summary>
    public Dictionary<string, string> Words(string key) => Map(key) is { } map
        ? Names(map).ToDictionary(name => name, name => Text(map, name) ?? "", StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> Names(YamlMappingNode map) => map.Children.Keys.OfType<YamlScalarNode>().Select(name => name.Value!);

    private static YamlNode? Node(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private T? Needed<T>(YamlMappingNode map, string key, string what)
        where T : YamlNode
    {
        if (Node(map, key) is T node)
        {
            return node;
        }

        Wrong(Node(map, key) ?? map, $"'{key}' is missing or is not {what}");
        return null;
    }
}
