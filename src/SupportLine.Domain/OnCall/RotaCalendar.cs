using System.Runtime.Serialization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using NodaTime.TimeZones;

namespace SupportLine.Domain.OnCall;

/// <summary>A rota as a calendar program shows it, and what such a program wrote as a temporary schedule (iCalendar, RFC 5545).</summary>
public static class RotaCalendar
{
    /// <summary>Most turns taken from a file: a recurrence without end stops at the schedule's end, a rubbish file here.</summary>
    private const int MostTurns = 10_000;

    /// <summary>The status of an event that does not happen (RFC 5545 section 3.8.1.11).</summary>
    private const string CalledOff = "CANCELLED";

    /// <summary>Who is on call within an interval: an event for each unbroken time of each engineer, with the engineer's name.</summary>
    /// <param name="rota">The rota.</param>
    /// <param name="engineers">Those there are.</param>
    /// <param name="within">Whose times.</param>
    /// <param name="onlyOf">Of one engineer, or of all when null.</param>
    public static string Write(Rota rota, IReadOnlyCollection<Engineer> engineers, Interval within, string? onlyOf)
    {
        var calendar = new Calendar { ProductId = "-//SupportLine//on call//EN" };

        // Whoever is on call already is so since then, whenever the file is written: the event keeps its name.
        var month = within.Start.InZone(rota.Zone).Date.With(DateAdjusters.StartOfMonth).PlusMonths(-1);
        var whole = new Interval(rota.Zone.AtStartOfDay(month).ToInstant(), within.End);
        foreach (var engineer in engineers.Where(engineer => onlyOf is null || engineer.Id == onlyOf))
        {
            foreach (var duty in rota.DutiesOf(engineer.Id, whole).Where(duty => duty.End > within.Start))
            {
                calendar.Events.Add(new CalendarEvent
                {
                    // Of what it says alone, so that a calendar program that reads the file again changes and does not add.
                    Uid = $"{rota.Id}-{engineer.Id}-{duty.Start.ToUnixTimeSeconds()}@supportline",
                    Summary = engineer.Name,
                    Categories = [engineer.Id],
                    DtStamp = Utc(within.Start),
                    DtStart = Utc(duty.Start),
                    DtEnd = Utc(duty.End),
                });
            }
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    /// <summary>
    /// The turns of a file within an interval, earliest first: an event names its engineer by id or name, in its categories or
    /// its summary. A time without a zone is the rota's.
    /// </summary>
    /// <returns>The turns, or null and what is wrong.</returns>
    public static IReadOnlyList<RotaChange.Turn>? Read(
        byte[] content, IReadOnlyCollection<Engineer> engineers, DateTimeZone zone, Interval within, out string wrong)
    {
        wrong = "is no iCalendar file";
        try
        {
            if (Calendar.Load(Encoding.UTF8.GetString(content)) is not { } calendar) return null;
            foreach (var zoned in calendar.Events.SelectMany(Zones).Distinct())
            {
                if (ZoneOf(zoned) is not null) continue;
                wrong = $"has times in the zone '{zoned}', which is none of the tz database nor of Windows";
                return null;
            }

            var turns = new List<RotaChange.Turn>();
            foreach (var (item, during) in Times(calendar, zone, within).Take(MostTurns))
            {
                if (Named(item, engineers) is not { } engineer)
                {
                    wrong = $"has an event '{item.Summary}' that names no engineer: {string.Join(", ", engineers.Select(known => known.Id))}";
                    return null;
                }

                turns.Add(new RotaChange.Turn(engineer.Id, during));
            }

            wrong = "has no event within the schedule";
            return turns.Count > 0 ? [.. turns.OrderBy(turn => turn.During.Start)] : null;
        }
        catch (Exception unreadable) when (unreadable is SerializationException or ArgumentException or FormatException)
        {
            // The library's ways to say that the text is none of its own.
            return null;
        }
    }

    private static Engineer? Named(CalendarEvent item, IReadOnlyCollection<Engineer> engineers)
    {
        var names = item.Categories.Append(item.Summary ?? "").Select(name => name.Trim()).ToList();
        return engineers.FirstOrDefault(engineer =>
            names.Any(name => name.Equals(engineer.Id, StringComparison.OrdinalIgnoreCase) || name.Equals(engineer.Name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>What happens within an interval. Of a series an event that was moved takes its place there; one that is called off does not happen.</summary>
    private static IEnumerable<(CalendarEvent Item, Interval During)> Times(Calendar calendar, DateTimeZone zone, Interval within)
    {
        var moved = calendar.Events.Where(item => item.RecurrenceIdentifier is not null)
            .Select(item => (item.Uid, At: ToInstant(item.RecurrenceIdentifier!.StartTime, zone))).ToHashSet();

        // An occurrence that began before the schedule may reach into it; none is taken to last longer than a month.
        var since = Utc(within.Start - NodaTime.Duration.FromDays(31));
        return from item in calendar.Events
            where !CalledOff.Equals(item.Status, StringComparison.OrdinalIgnoreCase)
            from start in item.GetOccurrences(since)
                .Select(occurrence => (Start: ToInstant(occurrence.Period.StartTime, zone), End: occurrence.Period.EffectiveEndTime))
                .TakeWhile(time => time.Start < within.End)
                .Where(time => item.RecurrenceIdentifier is not null || !moved.Contains((item.Uid, time.Start)))
            let end = start.End is { } after ? ToInstant(after, zone) : start.Start
            where end > within.Start && end > start.Start
            select (item, new Interval(start.Start, end));
    }

    private static IEnumerable<string> Zones(CalendarEvent item) =>
        new[] { item.DtStart, item.DtEnd }.Select(time => time is null || time.IsUtc ? null : time.TzId).OfType<string>();

    private static CalDateTime Utc(Instant at) => new(at.ToDateTimeUtc(), "UTC");

    private static Instant ToInstant(CalDateTime time, DateTimeZone zone)
    {
        if (time.IsUtc) return Instant.FromDateTimeUtc(DateTime.SpecifyKind(time.Value, DateTimeKind.Utc));
        return Rota.Resolve(LocalDateTime.FromDateTime(time.Value), time.TzId is { } id ? ZoneOf(id) ?? zone : zone);
    }

    /// <summary>By its name in the tz database, or by Windows', which Outlook writes; null where it is neither.</summary>
    private static DateTimeZone? ZoneOf(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(id, out var canonical) ? canonical : id);
}
