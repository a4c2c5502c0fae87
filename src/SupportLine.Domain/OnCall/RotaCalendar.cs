using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;
using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>A rota as a calendar program shows it, and what such a program wrote as a temporary schedule (iCalendar, RFC 5545).</summary>
public static partial class RotaCalendar
{
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
                    DtStamp = CalendarZone.Utc(within.Start),
                    DtStart = CalendarZone.Utc(duty.Start),
                    DtEnd = CalendarZone.Utc(duty.End),
                });
            }
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
