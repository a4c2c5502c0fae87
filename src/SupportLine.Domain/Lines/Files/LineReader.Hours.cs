using NodaTime;
using NodaTime.Text;
using YamlDotNet.RepresentationModel;

namespace SupportLine.Domain.Lines.Files;

internal sealed partial class LineReader
{
    private const string TimeExample = "a time of day in quotes, such as \"08:30\"";

    private static readonly LocalTimePattern TimeForm = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private static readonly Dictionary<string, IsoDayOfWeek> DayNames =
        Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None)
            .ToDictionary(day => day.ToString().ToLowerInvariant());

    /// <summary>One calendar, or several that numbers name; never none, so that the rest can be read after a mistake.</summary>
    private List<SupportHours> Calendars(Section file)
    {
        var nodes = file.List("hours", "zone, week and source");
        if (nodes.Count == 0)
        {
            if (file.Has("hours")) mistakes.Add(file.At("hours"), "hours is empty", "write zone, week and source under it");
            return [new SupportHours(DateTimeZone.Utc, [], new HashSet<LocalDate>(), "")];
        }

        var ids = new HashSet<string>();
        return [.. nodes.Select(node => Hours(new Section(node, "hours", mistakes), nodes.Count > 1, ids))];
    }

    private SupportHours Hours(Section section, bool oneOfSeveral, HashSet<string> ids)
    {
        var id = oneOfSeveral ? Id(section, "europe", ids) : "";
        var (zone, week, closed) = (Zone(section), Week(section), Closed(section));
        var hours = new SupportHours(zone, week, closed.Concat(Holidays(section)).ToHashSet(), Source(section))
        {
            Id = id,
            OneOff = OneOff(section, closed),
        };
        section.Done();
        return hours;
    }

    private string Calendar(Section number, List<SupportHours> calendars)
    {
        var id = number.OptionalText("calendar", "the id of one of the hours");
        var known = calendars.Select(calendar => calendar.Id).Where(known => known.Length > 0).ToList();
        if (id is null || known.Contains(id)) return id ?? "";
        mistakes.Add(number.At("calendar"), $"there are no hours with the id {id}", Nearest.Suggest(id, known));
        return "";
    }

    private DateTimeZone Zone(Section hours)
    {
        var id = hours.Text("zone", "a zone of the tz database, such as America/Mexico_City");
        if (id.Length == 0) return DateTimeZone.Utc;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone) return zone;
        var near = Nearest.To(id, DateTimeZoneProviders.Tzdb.Ids);
        mistakes.Add(
            hours.At("zone"),
            $"the tz database has no zone \"{id}\"",
            near is null ? "write one such as America/Mexico_City" : $"did you mean {near}?");
        return DateTimeZone.Utc;
    }

    private List<Opening> Week(Section hours)
    {
        const string example = "[{ days: monday to friday, from: \"08:30\", until: \"17:30\" }]";
        var week = new List<Opening>();
        foreach (var section in Sections(hours, "week", "an opening", example))
        {
            var days = Days(section);
            var from = TimeOfDay(section, "from");
            var until = TimeOfDay(section, "until");
            section.Done();
            if (from is not { } start || until is not { } end || !IsForward(section, start, end)) continue;
            foreach (var day in days)
            {
                var opening = new Opening(day, start, end);
                if (week.Find(other => Overlap(other, opening)) is { } other)
                {
                    mistakes.Add(section.Node, $"two openings overlap on {day.ToString().ToLowerInvariant()}", "join them into one");
                    break;
                }

                week.Add(opening);
            }
        }

        return [.. week.OrderBy(opening => opening.Day).ThenBy(opening => opening.From)];
    }

    private bool IsForward(Section section, LocalTime start, LocalTime end)
    {
        if (end > start || end == LocalTime.Midnight) return true;
        mistakes.Add(
            section.At("until"),
            $"the opening ends at {TimeForm.Format(end)}, not after its start at {TimeForm.Format(start)}",
            "write a later time, or split it at midnight (\"00:00\" as an end)");
        return false;
    }

    private static bool Overlap(Opening one, Opening other) =>
        one.Day == other.Day
        && (other.Until == LocalTime.Midnight || one.From < other.Until)
        && (one.Until == LocalTime.Midnight || other.From < one.Until);

    private List<IsoDayOfWeek> Days(Section opening)
    {
        var days = new List<IsoDayOfWeek>();
        foreach (var (text, node) in opening.Texts("days", "monday to friday, or [monday, thursday]"))
        {
            var ends = text.Split(" to ", StringSplitOptions.TrimEntries);
            var first = Day(ends[0], node);
            var last = ends.Length == 2 ? Day(ends[1], node) : first;
            if (first is not { } from || last is not { } until) continue;
            if (ends.Length > 2 || until < from)
            {
                mistakes.Add(node, $"\"{text}\" is no row of days", "write the earlier day of the week first, such as monday to friday");
                continue;
            }

            days.AddRange(Enumerable.Range((int)from, until - from + 1).Select(day => (IsoDayOfWeek)day));
        }

        return days;
    }

    private IsoDayOfWeek? Day(string name, YamlNode node)
    {
        if (DayNames.TryGetValue(name.ToLowerInvariant(), out var day)) return day;
        mistakes.Add(node, $"there is no day \"{name}\"", Nearest.Suggest(name, DayNames.Keys));
        return null;
    }

    private static LocalTime? TimeOfDay(Section opening, string key)
    {
        var text = opening.Text(key, TimeExample);
        if (text.Length == 0) return null;
        var time = TimeForm.Parse(text);
        if (time.Success) return time.Value;
        opening.Wrong(key, text, TimeExample);
        return null;
    }
}
