using System.Runtime.Serialization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;

namespace SupportLine.Domain.Lines.Files;

/// <summary>Whole days of an iCalendar file (RFC 5545), recurrences written out for a generation.</summary>
internal static class HolidayFile
{
    private const int FirstYear = 2020;
    private const int LastYear = 2050;

    /// <summary>Longest event taken for holidays, days.</summary>
    private const int LongestEvent = 60;

    /// <summary>Reads the days of every whole-day event; false with what is wrong, as a predicate to the file's name.</summary>
    public static bool TryParse(byte[] content, out IReadOnlyList<LocalDate> days, out string wrong)
    {
        days = [];
        wrong = "is no iCalendar file";
        try
        {
            if (Calendar.Load(Encoding.UTF8.GetString(content)) is not { } calendar) return false;
            days = [.. calendar.Events.Where(item => item.IsAllDay).SelectMany(Days).Distinct().Order()];
        }
        catch (Exception unreadable) when (unreadable is SerializationException or ArgumentException or FormatException)
        {
            // The library's ways to say that the text is none of its own; the operator sees a mistake.
            return false;
        }

        wrong = "holds no whole-day event";
        return days.Count > 0;
    }

    private static IEnumerable<LocalDate> Days(CalendarEvent holiday) => holiday
        .GetOccurrences(new CalDateTime(FirstYear, 1, 1))
        .TakeWhile(occurrence => occurrence.Period.StartTime.Year <= LastYear)
        .SelectMany(occurrence =>
        {
            var first = LocalDate.FromDateTime(occurrence.Period.StartTime.Value);
            var end = occurrence.Period.EffectiveEndTime is { } after ? LocalDate.FromDateTime(after.Value) : first.PlusDays(1);
            var length = Math.Clamp(NodaTime.Period.DaysBetween(first, end), 1, LongestEvent);
            return Enumerable.Range(0, length).Select(first.PlusDays);
        });
}
