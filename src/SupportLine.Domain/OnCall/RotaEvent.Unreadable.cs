using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace SupportLine.Domain.OnCall;

/// <summary>What an event's text tells.</summary>
internal sealed partial class RotaEvent
{
    /// <summary>Properties whose times are read.</summary>
    private static readonly string[] Timed = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"];

    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    /// <summary>What is wrong by the text alone, before anything is reckoned: the library leaves out, or reckons without end, what it does not understand.</summary>
    private static (string Wrong, string Right)? Unreadable(EventText text)
    {
        if (text.Lines("RECURRENCE-ID").Any(line => ThisAndFuture().IsMatch(line)))
        {
            return ("changes a series from one night on (RANGE=THISANDFUTURE)", "end the series and begin another");
        }

        foreach (var zoned in Timed.SelectMany(text.Lines).Select(line => Zone().Match(line)).Where(zone => zone.Success).Select(zone => zone.Groups["zone"].Value))
        {
            if (CalendarZone.Find(zoned) is null) return ($"has times in the zone '{zoned}', which is none of the tz database nor of Windows", "write one such as Europe/Berlin");
        }

        if (text.Lines("RDATE").Any(line => WithPeriods().IsMatch(line))) return ("has times of its own for single days (RDATE;VALUE=PERIOD)", "write each as an event");
        if (Timed.SelectMany(text.Lines).SelectMany(line => line[(line.LastIndexOf(':') + 1)..].Split(',')).FirstOrDefault(value => !IsTime(value.Trim())) is { } unclear)
        {
            return ($"has the time '{unclear}'", "write it as 20260327T180000, or a day as 20260327");
        }

        if (text.Value(RotaCalendar.PlaceProperty) is { } place && Number(text) is null) return ($"has the place '{place}'", "write a number from 1");
        if (CalledOff.Equals(text.Value("STATUS"), StringComparison.OrdinalIgnoreCase)) return null;
        if (text.Value("DTSTART") is null) return ("has no DTSTART", "say when it begins");
        return text.Lines("RRULE").Any(line => WithinADay().IsMatch(line)) ? ("comes more often than once a day", "write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY") : null;
    }

    private static bool IsTime(string value) => Day.Parse(value).Success || Time.Parse(value.TrimEnd('Z')).Success;

    private static int? Number(EventText text) =>
        int.TryParse(text.Value(RotaCalendar.PlaceProperty), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 ? place : null;

    [GeneratedRegex("^[^:]*;TZID=(?:\"(?<zone>[^\"]*)\"|(?<zone>[^;:\"]*))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Zone();

    [GeneratedRegex("^[^:]*;RANGE=\"?THISANDFUTURE", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ThisAndFuture();

    [GeneratedRegex("^[^:]*;VALUE=\"?PERIOD", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WithPeriods();

    [GeneratedRegex("[:;]FREQ=(?:SECONDLY|MINUTELY|HOURLY)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WithinADay();
}
