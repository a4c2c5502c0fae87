using SupportLine.Domain.Lines.Files;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines;

/// <summary>Reads a line file, <c>lines/ID.yaml</c>.</summary>
internal static class LineFile
{
    /// <summary>Reads a file; <see cref="IOException"/> when it cannot be read at all.</summary>
    /// <param name="path">Its name without ending is the line's id, and stands in every mistake.</param>
    /// <param name="clauses">The clauses a rule may cite; null leaves citations unchecked but for their form.</param>
    public static LineFileResult Read(string path, ClauseTable? clauses = null) =>
        Read(path, File.ReadAllBytes(path), clauses, BesideFiles.In(Path.GetDirectoryName(Path.GetFullPath(path))));

    /// <summary>Reads the content of a file that stands nowhere: it can name no files beside it.</summary>
    public static LineFileResult Read(string path, byte[] content, ClauseTable? clauses = null) =>
        Read(path, content, clauses, BesideFiles.In(folder: null));

    /// <summary>The line of a file that was kept; null when this program no longer understands it.</summary>
    public static Line? Restore(LineSource source) =>
        Read($"{source.LineId}.yaml", source.Content, clauses: null, BesideFiles.Of(source)).Line;

    private static LineFileResult Read(string path, byte[] content, ClauseTable? clauses, BesideFiles beside)
    {
        var mistakes = new MistakeList(path);
        if (Root(content, mistakes) is not { } root) return new LineFileResult(null, mistakes.InOrder());

        var line = new LineReader(mistakes, clauses, beside).Read(root, Path.GetFileNameWithoutExtension(path));
        if (mistakes.Any) return new LineFileResult(null, mistakes.InOrder());
        var source = beside.With(line.Id, content);
        return new LineFileResult(line with { ContentHash = source.Hash }, []) { Source = source };
    }

    private static YamlNode? Root(byte[] content, MistakeList mistakes)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(new MemoryStream(content, writable: false));
        var parser = new Parser(reader);
        try
        {
            stream.Load(parser);
        }
        catch (YamlException wrong)
        {
            mistakes.Add(wrong.Start, $"this is no YAML: {Sentence(wrong)}", "correct the indentation, quotes or keys here");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the library's scanner throws on a bracket that is never closed; it says neither where nor what.
            mistakes.Add(parser.Current?.End ?? Mark.Empty, "this is no YAML", "close the bracket, brace or quote opened near here");
            return null;
        }

        if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
        mistakes.Add(
            Mark.Empty,
            stream.Documents.Count == 0 ? "the file is empty" : "the file holds several documents",
            "write one line in a file, beginning with title:");
        return null;
    }

    private static string Sentence(YamlException wrong) => wrong.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
