using NodaTime;
using NodaTime.Text;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private const string DateExample = "a date such as 2026-12-25";

    /// <summary>Closed days, written out.</summary>
    private HashSet<LocalDate> Closed(Section hours)
    {
        var closed = new HashSet<LocalDate>();
        foreach (var node in hours.List("closed", "[{ date: 2026-12-25, source: operator }]", mayBeMissing: true))
        {
            var section = new Section(node, "a closed day", mistakes);
            if (Date(section) is { } date && !closed.Add(date)) mistakes.Add(section.At("date"), $"{date:uuuu-MM-dd} stands twice", "take one of them out");
            Source(section);
            section.Done();
        }

        return closed;
    }

    /// <summary>Closed days of a calendar file beside the line.</summary>
    private IReadOnlyList<LocalDate> Holidays(Section hours)
    {
        if (hours.Optional("holidays") is not { } node) return [];
        var section = new Section(node, "holidays", mistakes);
        var name = section.Text("file", "an iCalendar file beside this one, such as holidays.ics");
        Source(section);
        section.Done();
        if (name.Length == 0) return [];
        if (beside.Read(name) is not { } content)
        {
            mistakes.Add(section.At("file"), $"there is no file {name} beside this one", "name an iCalendar file in the same folder");
            return [];
        }

        if (!HolidayFile.TryParse(content, out var days, out var wrong))
        {
            mistakes.Add(section.At("file"), $"{name} {wrong}", "export it again as iCalendar (RFC 5545) with whole-day events");
        }

        return days;
    }

    /// <summary>Days with hours of their own.</summary>
    private Dictionary<LocalDate, IReadOnlyList<Opening>> OneOff(Section hours, HashSet<LocalDate> closed)
    {
        var days = new Dictionary<LocalDate, IReadOnlyList<Opening>>();
        foreach (var node in hours.List("one-off", "[{ date: 2026-12-24, from: \"09:00\", until: \"13:00\", source: operator }]", mayBeMissing: true))
        {
            var section = new Section(node, "a one-off opening", mistakes);
            var date = Date(section);
            var from = TimeOfDay(section, "from");
            var until = TimeOfDay(section, "until");
            Source(section);
            section.Done();
            if (date is not { } day || from is not { } start || until is not { } end || !IsForward(section, start, end)) continue;
            if (closed.Contains(day)) mistakes.Add(section.At("date"), $"{day:uuuu-MM-dd} is closed and has an opening of its own", "take one of them out");
            var opening = new Opening(day.DayOfWeek, start, end);
            var openings = days.GetValueOrDefault(day, []);
            if (openings.Any(other => Overlap(other, opening)))
            {
                mistakes.Add(section.Node, $"two openings overlap on {day:uuuu-MM-dd}", "join them into one");
                continue;
            }

            days[day] = [.. openings.Append(opening).OrderBy(one => one.From)];
        }

        return days;
    }

    private static LocalDate? Date(Section section)
    {
        var text = section.Text("date", DateExample);
        if (text.Length == 0) return null;
        var date = LocalDatePattern.Iso.Parse(text);
        if (date.Success) return date.Value;
        section.Wrong("date", text, DateExample);
        return null;
    }
}
