using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using SupportLine.Domain.Lines;

namespace SupportLine.Server.Mail;

/// <summary>
/// The templates of a folder: <c>LANG/KIND.txt</c> and <c>layout.html</c>, and for a line that has its own words the same
/// under <c>lines/LINE/</c>. Read once, at start.
/// </summary>
internal sealed class MailTemplates
{
    private const string LayoutFile = "layout.html";

    /// <summary>Letters of any language stay as they are; what means something in HTML does not.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Dictionary<string, MailTemplate> _files;

    private MailTemplates(Dictionary<string, MailTemplate> files) => _files = files;

    /// <summary>Reads all that the lines need and all that there is for them; null when there is a mistake.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static MailTemplates? Read(string folder, IReadOnlyList<Line> lines, List<LineMistake> mistakes)
    {
        var before = mistakes.Count;
        var files = new Dictionary<string, MailTemplate>(StringComparer.Ordinal);
        foreach (var (name, kind, speakers) in Wanted(lines))
        {
            var present = speakers.Select(line => Own(line, name)).Append(name).Where(each => File.Exists(Path.Combine(folder, each))).ToList();
            foreach (var each in present)
            {
                if (MailTemplate.Read(Path.Combine(folder, each), kind, mistakes) is { } template) files[each] = template;
            }

            if (!present.Contains(name) && speakers.FirstOrDefault(line => !present.Contains(Own(line, name))) is { } without)
            {
                mistakes.Add(new LineMistake(Path.Combine(folder, name), 1, 1, $"there is no such template, and line {without.Id} needs it", "copy that of another language, and translate it"));
            }
        }

        return mistakes.Count == before ? new MailTemplates(files) : null;
    }

    /// <summary>Every template that a line may need, with the lines that do.</summary>
    private static IEnumerable<(string Name, MailKind Kind, IReadOnlyList<Line> Speakers)> Wanted(IReadOnlyList<Line> lines) =>
    [
        (LayoutFile, MailKind.Layout, lines),
        .. from language in lines.SelectMany(line => line.Languages).Distinct()
           from kind in MailKind.All
           select ($"{language}/{kind.Name}.txt", kind, lines.Where(line => line.Languages.Contains(language)).ToList()),
    ];

    /// <summary>Subject without folio, and both parts.</summary>
    /// <param name="line">Whose mail it is.</param>
    /// <param name="kind">Which.</param>
    /// <param name="language">One of the line's.</param>
    /// <param name="values">By placeholder.</param>
    public RenderedMail Render(Line line, MailKind kind, string language, IReadOnlyDictionary<string, object?> values)
    {
        var whole = Of(line, $"{language}/{kind.Name}.txt").Render(values, NullEncoder.Default);
        var end = whole.IndexOf('\n', StringComparison.Ordinal);
        var subject = whole["Subject:".Length..end].Trim();
        var text = whole[end..].Trim('\n') + "\n";
        var frame = new Dictionary<string, object?>
        {
            ["title"] = subject,
            ["line"] = line.Title,
            ["folio"] = values["folio"],
            ["language"] = language,
            ["paragraphs"] = MailParagraphs.Of(text),
        };
        return new RenderedMail(subject, text, Of(line, LayoutFile).Render(frame, Html));
    }

    private MailTemplate Of(Line line, string name) => _files.TryGetValue(Own(line, name), out var own) ? own : _files[name];

    private static string Own(Line line, string name) => $"lines/{line.Id}/{name}";
}
