using System.Globalization;
using NodaTime;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

/// <summary>
/// One mapping of a line file. It remembers which keys were asked for, so that <see cref="Done"/> can tell the rest from
/// them; a key that is missing or wrong is noted and read as something harmless, so that one reading finds every mistake.
/// </summary>
internal sealed class Section
{
    private readonly Dictionary<string, YamlNode> _values = [];
    private readonly List<(string Key, YamlNode Node)> _keys = [];
    private readonly List<string> _known = [];
    private readonly MistakeList _mistakes;
    private readonly bool _silent;

    public Section(YamlNode node, string name, MistakeList mistakes)
    {
        Node = node;
        Name = name;
        _mistakes = mistakes;
        if (node is not YamlMappingNode mapping)
        {
            mistakes.Add(node, $"{name} is {KindOf(node)}", "write keys and values under it, such as key: value");
            _silent = true;
            return;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            _keys.Add((word, key));
            _values[word] = value;
        }
    }

    public YamlNode Node { get; }

    public string Name { get; }

    /// <summary>Where a key's value stands, or the section itself when the key is missing.</summary>
    public YamlNode At(string key) => _values.GetValueOrDefault(key, Node);

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>A value that may be missing.</summary>
    public YamlNode? Optional(string key)
    {
        _known.Add(key);
        return _values.GetValueOrDefault(key);
    }

    /// <summary>A value that must be there.</summary>
    public YamlNode? Required(string key, string example)
    {
        var value = Optional(key);
        if (value is null) Missing(key, example);
        return value;
    }

    public string? OptionalText(string key, string example) =>
        Optional(key) is { } node ? Scalar(node, key, example) : null;

    /// <summary>Words that must be there and not be empty; empty when they are not.</summary>
    public string Text(string key, string example) =>
        Required(key, example) is { } node ? Scalar(node, key, example) ?? "" : "";

    public bool Flag(string key)
    {
        var text = Text(key, "true or false");
        if (text.Length > 0 && text is not ("true" or "false")) Wrong(key, text, "true or false");
        return text == "true";
    }

    public bool OptionalFlag(string key) => Has(key) ? Flag(key) : Optional(key) is not null;

    public int Number(string key, int least, int most, int? otherwise = null)
    {
        var range = $"a number from {least} to {most}";
        var text = otherwise is null ? Text(key, range) : OptionalText(key, range);
        if (string.IsNullOrEmpty(text)) return otherwise ?? least;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, text, range);
        return least;
    }

    public Duration Time(string key, Duration? otherwise = null)
    {
        var text = otherwise is null ? Text(key, DurationText.Example) : OptionalText(key, DurationText.Example);
        if (string.IsNullOrEmpty(text)) return otherwise ?? Duration.Zero;
        if (DurationText.TryParse(text, out var time)) return time;
        Wrong(key, text, DurationText.Example);
        return Duration.Zero;
    }

    /// <summary>A length of time within bounds; what is usual when it is missing or wrong.</summary>
    public Duration Time(string key, (Duration Least, Duration Most) bounds, Duration usual)
    {
        var right = $"a length of time from {DurationText.Write(bounds.Least)} to {DurationText.Write(bounds.Most)}, such as {DurationText.Write(usual)}";
        var text = OptionalText(key, right);
        if (text is null) return usual;
        if (DurationText.TryParse(text, out var time) && time >= bounds.Least && time <= bounds.Most) return time;
        Wrong(key, text, right);
        return usual;
    }

    /// <summary>One of several words, or what holds when the key is missing.</summary>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> words, T otherwise) =>
        OptionalText(key, string.Join(", ", words.Keys)) is { } text ? Chosen(key, text, words, otherwise) : otherwise;

    /// <summary>One of several words.</summary>
    public T RequiredChoice<T>(string key, IReadOnlyDictionary<string, T> words, T otherwise) =>
        Text(key, string.Join(", ", words.Keys)) is { Length: > 0 } text ? Chosen(key, text, words, otherwise) : otherwise;

    private T Chosen<T>(string key, string text, IReadOnlyDictionary<string, T> words, T otherwise)
    {
        if (words.TryGetValue(text, out var chosen)) return chosen;
        _mistakes.Add(At(key), $"{key} of {Name} is \"{text}\"", Nearest.Suggest(text, words.Keys));
        return otherwise;
    }

    /// <summary>The entries of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<YamlNode> List(string key, string example, bool mayBeMissing = false)
    {
        var node = mayBeMissing ? Optional(key) : Required(key, example);
        return node switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Children],
            _ => [node],
        };
    }

    public IReadOnlyList<(string Text, YamlNode Node)> Texts(string key, string example, bool mayBeMissing = false) =>
        [.. List(key, example, mayBeMissing).Select(node => (Scalar(node, key, example) ?? "", node)).Where(entry => entry.Item1.Length > 0)];

    public void Wrong(string key, string written, string right) =>
        _mistakes.Add(At(key), $"{key} of {Name} is \"{written}\"", $"write {right}");

    /// <summary>Tells every key nobody asked for.</summary>
    public void Done()
    {
        foreach (var (key, node) in _keys.Where(pair => !_known.Contains(pair.Key)))
        {
            _mistakes.Add(node, $"{Name} has no key \"{key}\"", Nearest.Suggest(key, _known.Distinct()));
        }
    }

    private string? Scalar(YamlNode node, string key, string example)
    {
        if (node is YamlScalarNode { Value: { } text } && text.Trim().Length > 0) return text.Trim();
        var what = node is YamlScalarNode ? "empty" : KindOf(node);
        _mistakes.Add(node, $"{key} of {Name} is {what}", $"write {example}");
        return null;
    }

    private void Missing(string key, string example)
    {
        if (!_silent) _mistakes.Add(Node, $"{Name} has no {key}", $"add {key}: {example}");
    }

    private static string KindOf(YamlNode node) => node switch
    {
        YamlSequenceNode => "a list",
        YamlMappingNode => "a group of keys",
        _ => "a single value",
    };
}
