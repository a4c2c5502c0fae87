using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Fluid;
using SupportLine.Domain.Lines;

namespace SupportLine.Server.Mail;

/// <summary>A template, read and held against what it may name. Liquid by Fluid.</summary>
internal sealed partial class MailTemplate
{
    /// <summary>Steps of a rendering: more than any mail takes, so that a loop an operator wrote ends.</summary>
    private const int MostSteps = 20_000;

    private static readonly FluidParser Parser = new();

    private static readonly TemplateOptions Options = new() { MaxSteps = MostSteps, StrictFilters = true };

    private readonly IFluidTemplate _template;

    private MailTemplate(IFluidTemplate template) => _template = template;

    /// <summary>Reads a file; null when something is wrong with it, which is then among the mistakes.</summary>
    public static MailTemplate? Read(string file, MailKind kind, List<LineMistake> mistakes)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (!Parser.TryParse(text, out var template, out var error))
        {
            var place = Place().Match(error);
            var (line, column) = place.Success ? (Number(place.Groups[1]), Number(place.Groups[2])) : (1, 1);
            mistakes.Add(new LineMistake(file, line, column, error.Split(" at (")[0].Trim(), "write placeholders as {{ folio }}, and close each {% if %} and {% for %}"));
            return null;
        }

        var before = mistakes.Count;
        var names = MailTemplateNames.Of(template);
        foreach (var (name, known) in names.Unknown(kind, Options))
        {
            var (line, column) = Find(text, name);
            mistakes.Add(new LineMistake(file, line, column, $"there is no \"{name}\" in this mail", $"name any of {string.Join(", ", known)}"));
        }

        foreach (var absent in kind.Required.Where(name => !names.Roots.Contains(name)))
        {
            mistakes.Add(new LineMistake(file, 1, 1, $"the mail does not tell \"{absent}\"", $"put {{{{ {absent} }}}} where the reader looks for it"));
        }

        if (kind != MailKind.Layout && !Beginning().IsMatch(text))
        {
            mistakes.Add(new LineMistake(file, 1, 1, "the mail has no subject", "begin with a line \"Subject: ...\" and an empty one; the folio is put before it"));
        }

        return mistakes.Count == before ? new MailTemplate(template) : null;
    }

    /// <param name="values">By placeholder; a list is of dictionaries.</param>
    /// <param name="encoder">Of each value: <see cref="NullEncoder"/> for text, HTML's for HTML.</param>
    public string Render(IReadOnlyDictionary<string, object?> values, TextEncoder encoder)
    {
        var context = new TemplateContext(Options) { CultureInfo = CultureInfo.InvariantCulture };
        foreach (var (name, value) in values) context.SetValue(name, value);
        return _template.Render(context, encoder);
    }

    /// <summary>Line and column, from 1, of the first place within braces where a name stands.</summary>
    private static (int Line, int Column) Find(string text, string name)
    {
        var word = new Regex($@"(?<![\w""'-]){Regex.Escape(name)}(?![\w-])", RegexOptions.CultureInvariant);
        foreach (Match braces in Braces().Matches(text))
        {
            var found = word.Match(text, braces.Index, braces.Length);
            if (!found.Success) continue;
            var before = text.AsSpan(0, found.Index);
            return (before.Count('\n') + 1, found.Index - before.LastIndexOf('\n'));
        }

        return (1, 1);
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\((\d+):(\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\ASubject: *\S[^\n]*\n\n", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
