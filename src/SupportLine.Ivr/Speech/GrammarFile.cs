using YamlDotNet.RepresentationModel;

namespace SupportLine.Ivr.Speech;

/// <summary>Reads <c>grammar.yaml</c>, and sees that everything it can say has its pieces.</summary>
internal static class GrammarFile
{
    private static readonly string[] DayPatterns = ["today", "tomorrow", "this-week", "later"];

    private static readonly string[] LengthNouns = ["minute", "hour", "day"];

    /// <summary>The grammar; null with mistakes when the file cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pieces">Keys of the catalogue.</param>
    /// <param name="mistakes">Where mistakes go, one line each.</param>
    public static Grammar? Read(string path, IReadOnlySet<string> pieces, List<string> mistakes)
    {
        var before = mistakes.Count;
        if (SpeechYaml.Open(path, mistakes) is not { } file)
        {
            return null;
        }

        var grammar = new Grammar
        {
            DigitGroup = file.Number(file.Root, "digit-group", 2, 6) ?? 0,
            FolioGroup = file.Number(file.Root, "folio-group", 2, 6) ?? 0,
            GroupPause = file.Number(file.Root, "group-pause-ms", 1, 2000) ?? 0,
            Clock = file.Number(file.Root, "clock", 12, 24) ?? 0,
            Times = [.. file.Maps("times").Select(map => new TimePattern(
                file.Optional(map, "hour", 0, 23),
                file.Optional(map, "minute", 0, 59),
                file.Texts(map, "pieces")))],
            DayParts = [.. file.Maps("day-parts").Select(map => new DayPart(
                file.Number(map, "from", 0, 23) ?? 0,
                SpeechYaml.Text(map, "piece") ?? ""))],
            Days = file.Lists("days"),
            Nouns = file.Words("nouns"),
            Pieces = pieces,
        };
        Check(file, grammar);
        if (mistakes.Count > before)
        {
            return null;
        }

        mistakes.AddRange(grammar.Reachable()
            .Where(key => !pieces.Contains(key))
            .Order(StringComparer.Ordinal)
            .Select(key => $"{path}: it uses the piece '{key}', for which the catalogue has no words"));
        return mistakes.Count > before ? null : grammar;
    }

    private static void Check(SpeechYaml file, Grammar grammar)
    {
        if (grammar.Clock is not (0 or 12 or 24))
        {
            file.Wrong(file.Root, "'clock' counts hours to 12 or to 24");
        }

        if (grammar.Times.Count == 0 || grammar.Times[^1] is not { Hour: null, Minute: null })
        {
            file.Wrong(file.Root, "the last of 'times' has to fit every time: neither 'hour' nor 'minute'");
        }

        if (grammar.Times.Any(time => time.Pieces.Any(piece => piece.Contains("{part}", StringComparison.Ordinal)))
            && grammar.DayParts is not [{ FromHour: 0 }, ..])
        {
            file.Wrong(file.Root, "'times' names a {part}, so 'day-parts' has to begin from 0");
        }

        if (!grammar.DayParts.Zip(grammar.DayParts.Skip(1)).All(pair => pair.First.FromHour < pair.Second.FromHour))
        {
            file.Wrong(file.Root, "'day-parts' go from early to late");
        }

        foreach (var pattern in DayPatterns.Where(pattern => !grammar.Days.ContainsKey(pattern)))
        {
            file.Wrong(file.Root, $"'days' has no '{pattern}'");
        }

        foreach (var noun in LengthNouns.Where(noun => !grammar.Nouns.ContainsKey(noun)))
        {
            file.Wrong(file.Root, $"'nouns' has no '{noun}'");
        }
    }
}
