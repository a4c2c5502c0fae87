using System.Runtime.Serialization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>A rota as a calendar program shows it, and what such a program wrote as a temporary schedule (iCalendar, RFC 5545).</summary>
public static class RotaCalendar
{
    /// <summary>Most turns taken from a file: a recurrence without end stops at the schedule's end, a rubbish file here.</summary>
    private const int MostTurns = 10_000;

    /// <summary>Who is on call within an interval: an event for each unbroken time of each engineer, with the engineer's name.</summary>
    /// <param name="rota">The rota.</param>
    /// <param name="engineers">Those there are.</param>
    /// <param name="within">Whose times.</param>
    /// <param name="onlyOf">Of one engineer, or of all when null.</param>
    public static string Write(Rota rota, IReadOnlyCollection<Engineer> engineers, Interval within, string? onlyOf)
    {
        var calendar = new Calendar { ProductId = "-//SupportLine//on call//EN" };
        foreach (var engineer in engineers.Where(engineer => onlyOf is null || engineer.Id == onlyOf))
        {
            foreach (var duty in rota.DutiesOf(engineer.Id, within))
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
            var turns = new List<RotaChange.Turn>();
            foreach (var item in calendar.Events)
            {
                if (Named(item, engineers) is not { } engineer)
                {
                    wrong = $"has an event '{item.Summary}' that names no engineer: {string.Join(", ", engineers.Select(known => known.Id))}";
                    return null;
                }

                turns.AddRange(Times(item, zone, within).Select(during => new RotaChange.Turn(engineer.Id, during)).Take(MostTurns - turns.Count));
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

    private static IEnumerable<Interval> Times(CalendarEvent item, DateTimeZone zone, Interval within)
    {
        // An occurrence that began before the schedule may reach into it; none is taken to last longer than a month.
        var from = within.Start - NodaTime.Duration.FromDays(31);
        return item.GetOccurrences(Utc(from))
            .Select(occurrence =>
            {
                var start = ToInstant(occurrence.Period.StartTime, zone);
                var end = occurrence.Period.EffectiveEndTime is { } after ? ToInstant(after, zone) : start;
                return (Start: start, End: end);
            })
            .TakeWhile(time => time.Start < within.End)
            .Where(time => time.End > within.Start && time.End > time.Start)
            .Select(time => new Interval(time.Start, time.End));
    }

    private static CalDateTime Utc(Instant at) => new(at.ToDateTimeUtc(), "UTC");

    private static Instant ToInstant(CalDateTime time, DateTimeZone zone)
    {
        if (time.IsUtc) return Instant.FromDateTimeUtc(DateTime.SpecifyKind(time.Value, DateTimeKind.Utc));
        var its = time.TzId is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? zone : zone;
        return Rota.Resolve(LocalDateTime.FromDateTime(time.Value), its);
    }
}
