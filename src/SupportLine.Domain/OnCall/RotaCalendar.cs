using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.Serialization;
using NodaTime;
using Calendar = Ical.Net.Calendar;

namespace SupportLine.Domain.OnCall;

/// <summary>A rota as a calendar program shows it, and what such a program wrote as a temporary schedule (iCalendar, RFC 5545).</summary>
public static partial class RotaCalendar
{
    /// <summary>An engineer's place among those on call, from 1: whoever reads the file again rings the same first.</summary>
    internal const string PlaceProperty = "X-SUPPORTLINE-PLACE";

    /// <summary>
    /// Who is on call within an interval: an event for each unbroken time of each engineer at one place, with the engineer's name, by
    /// place and then by time.
    /// </summary>
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
        var all = from engineer in engineers
            where onlyOf is null || engineer.Id == onlyOf
            from duty in rota.DutiesOf(engineer.Id, whole)
            where duty.During.End > within.Start
            orderby duty.Place, duty.During.Start
            select (engineer, duty.During, duty.Place);
        foreach (var (engineer, during, place) in all)
        {
            var item = new CalendarEvent
            {
                // Of what it says alone, so that a calendar program that reads the file again changes and does not add.
                Uid = $"{rota.Id}-{engineer.Id}-{during.Start.ToUnixTimeSeconds()}@supportline",
                Summary = engineer.Name,
                Categories = [engineer.Id],
                DtStamp = CalendarZone.Utc(within.Start),
                DtStart = CalendarZone.Utc(during.Start),
                DtEnd = CalendarZone.Utc(during.End),
            };
            item.AddProperty(PlaceProperty, place.ToString(CultureInfo.InvariantCulture));
            calendar.Events.Add(item);
        }

        return new CalendarSerializer().SerializeToString(calendar)!;
    }
}
