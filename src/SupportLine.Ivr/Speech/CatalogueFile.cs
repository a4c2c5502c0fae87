using YamlDotNet.RepresentationModel;

namespace SupportLine.Ivr.Speech;

/// <summary>Reads <c>catalogue.yaml</c> and <c>grammar.yaml</c> of a language's folder.</summary>
internal static class CatalogueFile
{
    /// <summary>The catalogue; null with mistakes when a file cannot be used.</summary>
    public static Catalogue? Read(string folder, string language, List<string> mistakes)
    {
        var before = mistakes.Count;
        var file = SpeechYaml.Open(Path.Combine(folder, "catalogue.yaml"), mistakes);
        if (file?.Map("prompts") is not { } prompts)
        {
            return null;
        }

        if (file.Text("language") is { } said && said != language)
        {
            file.Wrong(file.Root, $"it is for '{said}', in the folder of '{language}'");
        }

        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        var say = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in prompts.Children)
        {
            ReadPrompt(file, key, value, words, say);
        }

        var grammar = GrammarFile.Read(Path.Combine(folder, "grammar.yaml"), words.Keys.ToHashSet(StringComparer.Ordinal), mistakes);
        return grammar is null || mistakes.Count > before ? null : new Catalogue(language, words, say, grammar);
    }

    private static void ReadPrompt(SpeechYaml file, YamlNode key, YamlNode value, Dictionary<string, string> words, Dictionary<string, string> say)
    {
        var name = key is YamlScalarNode { Value: { Length: > 0 } text } ? text : "";
        if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-')))
        {
            // A key is a file's name too.
            file.Wrong(key, $"'{key}' is no key; write lower-case letters, digits, dots and hyphens");
            return;
        }

        var both = value as YamlMappingNode;
        words[name] = (both is null ? (value as YamlScalarNode)?.Value : SpeechYaml.Text(both, "words")) ?? "";
        if (both is not null && SpeechYaml.Text(both, "say") is { Length: > 0 } spelling)
        {
            say[name] = spelling;
        }

        if (words[name].Length == 0)
        {
            file.Wrong(key, $"'{name}' has no words");
        }
    }
}
