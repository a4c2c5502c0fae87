using System.Text;
using System.Text.RegularExpressions;

namespace SupportLine.Domain.OnCall;

/// <summary>An event as a calendar file has it (iCalendar, RFC 5545), and where: the library that reads it knows no lines.</summary>
/// <param name="Line">Line of its beginning, from 1.</param>
/// <param name="Properties">Its lines, unfolded, without those of its alarms.</param>
internal sealed partial record EventText(int Line, IReadOnlyList<string> Properties)
{
    private const string Begin = "BEGIN:";
    private const string End = "END:";
    private const string OfCalendar = "VCALENDAR";
    private const string OfEvent = "VEVENT";

    /// <summary>Its title or, without one, its key, by which a person finds it.</summary>
    public string Title => Value("SUMMARY") ?? Value("UID") ?? "";

    /// <summary>The event in a calendar of its own.</summary>
    public string Alone => string.Join("\r\n", [Begin + OfCalendar, "VERSION:2.0", Begin + OfEvent, .. Properties, End + OfEvent, End + OfCalendar, ""]);

    /// <summary>What a property says, parameters left out; null when there is none.</summary>
    public string? Value(string property) => Lines(property).Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault();

    /// <summary>The lines of a property, with its name.</summary>
    public IEnumerable<string> Lines(string property) => Properties.Where(line =>
        line.StartsWith(property, StringComparison.OrdinalIgnoreCase) && line.Length > property.Length && line[property.Length] is ';' or ':');

    /// <summary>The events of every calendar in a file, in their order.</summary>
    /// <param name="text">Decoded.</param>
    /// <param name="wrong">Told the line, what is wrong there, and what would be right.</param>
    public static IReadOnlyList<EventText> In(string text, Action<int, string, string> wrong)
    {
        var events = new List<EventText>();
        var open = new Stack<(string Name, int Line, List<string> Properties)>();
        var hasCalendar = false;
        foreach (var (line, content) in Unfolded(text))
        {
            if (content.StartsWith(Begin, StringComparison.OrdinalIgnoreCase))
            {
                open.Push((content[Begin.Length..].Trim().ToUpperInvariant(), line, []));
                hasCalendar |= open.Peek().Name == OfCalendar;
            }
            else if (content.StartsWith(End, StringComparison.OrdinalIgnoreCase))
            {
                var name = content[End.Length..].Trim().ToUpperInvariant();
                while (open.TryPop(out var ended))
                {
                    if (ended.Name == name)
                    {
                        if (name == OfEvent) events.Add(new EventText(ended.Line, ended.Properties));
                        break;
                    }

                    TellOpen(ended.Name, ended.Line, wrong);
                }
            }
            else if (open.TryPeek(out var within))
            {
                within.Properties.Add(content);
            }
        }

        if (!hasCalendar)
        {
            wrong(1, "this is no iCalendar file", $"begin it with {Begin}{OfCalendar}");
            return [];
        }

        foreach (var (name, line, _) in open) TellOpen(name, line, wrong);
        return events;
    }

    private static void TellOpen(string name, int line, Action<int, string, string> wrong) =>
        wrong(line, $"{name switch { OfEvent => "the event", OfCalendar => "the calendar", _ => name }} does not end", $"close it with {End}{name}");

    /// <summary>A line that begins with white space goes on with the one before (RFC 5545 section 3.1).</summary>
    private static IEnumerable<(int Line, string Content)> Unfolded(string text)
    {
        var (begun, whole) = (0, new StringBuilder());
        foreach (var (index, line) in LineEnd().Split(text).Append("").Index())
        {
            if (line is [' ' or '\t', ..] && begun > 0)
            {
                whole.Append(line, 1, line.Length - 1);
                continue;
            }

            if (whole.ToString().TrimEnd() is { Length: > 0 } content) yield return (begun, content);
            begun = index + 1;
            whole.Clear().Append(line);
        }
    }

    [GeneratedRegex(@"\r\n|\n|\r", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnd();
}
