using System.Runtime.Serialization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.Evaluation;
using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>An event of a calendar file, read as somebody's times on call.</summary>
internal sealed partial class RotaEvent
{
    /// <summary>The status of an event that does not happen (RFC 5545 section 3.8.1.11).</summary>
    private const string CalledOff = "CANCELLED";

    /// <summary>An occurrence is looked for from so long before the schedule, and its own length.</summary>
    private static readonly Duration Margin = Duration.FromDays(2);

    /// <summary>No occurrence is looked for before it: a length may be written that reaches farther back than times do.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 1, 0, 0);

    private readonly CalendarEvent _item;
    private readonly DateTimeZone _zone;

    /// <summary>How long it lasts: seconds of the wall clock, and real time after them.</summary>
    private readonly (long Wall, Duration Real) _length;

    private RotaEvent(EventText text, CalendarEvent item, DateTimeZone zone)
    {
        (Text, _item, _zone) = (text, item, zone);
        _length = item.DtStart is null ? default : Length(item, zone);
    }

    public EventText Text { get; }

    /// <summary>What may name its engineer.</summary>
    public IEnumerable<string> Names => _item.Categories.Append(_item.Summary ?? "").Select(name => name.Trim());

    /// <summary>Place among those on call at the same time, from 1; null where the file tells none.</summary>
    public int? Place { get; private init; }

    /// <summary>Whether it lasts no time at all.</summary>
    public bool IsEmpty => _length.Wall == 0 && _length.Real == Duration.Zero;

    /// <summary>The occurrence of a series that it takes the place of; null for none.</summary>
    public (string? Series, Instant At)? Moved =>
        _item.RecurrenceIdentifier is { } moved ? (_item.Uid, CalendarZone.ToInstant(moved.StartTime, _zone)) : null;

    /// <summary>Null when it can not be taken: with what is wrong, as what follows its name, and what would be right.</summary>
    /// <param name="text">As the file has it.</param>
    /// <param name="zone">That of times without one.</param>
    /// <param name="mistake">What to tell.</param>
    public static RotaEvent? Read(EventText text, DateTimeZone zone, out (string Wrong, string Right) mistake)
    {
        if (Unreadable(text) is { } unreadable)
        {
            mistake = unreadable;
            return null;
        }

        mistake = default;
        try
        {
            var item = Calendar.Load(text.Alone)!.Events.Single();
            if (item is { DtStart: { } start, DtEnd: { } end } && start.HasTime != end.HasTime)
            {
                mistake = ($"begins with a {Kind(start.HasTime)} and ends with a {Kind(end.HasTime)}", "write both with a time, or neither");
                return null;
            }

            var read = new RotaEvent(text, item, zone) { Place = Number(text) };
            if (read._length.Wall >= 0 && read._length.Real >= Duration.Zero) return read;
            mistake = ("ends before it begins", "correct its DTEND");
        }
        catch (Exception e) when (IsOfTheLibrary(e))
        {
            mistake = Told(e);
        }

        return null;
    }

    /// <summary>
    /// Its times that touch an interval, in order, but for those that another event takes the place of. Of a series each ends by the wall
    /// clock as the first one does: whoever has it from nine to nine has it so in the week in which the clock is changed.
    /// </summary>
    /// <param name="within">The interval.</param>
    /// <param name="moved">See <see cref="Moved"/>.</param>
    /// <returns>One that lasts no time where <see cref="IsEmpty"/>.</returns>
    public IEnumerable<Interval> Times(Interval within, IReadOnlySet<(string? Series, Instant At)> moved)
    {
        if (CalledOff.Equals(_item.Status, StringComparison.OrdinalIgnoreCase)) yield break;
        var since = within.Start - Duration.FromSeconds(_length.Wall) - _length.Real - Margin;
        foreach (var occurrence in _item.GetOccurrences(CalendarZone.Utc(Instant.Max(since, Earliest))))
        {
            var time = occurrence.Period.StartTime;
            var start = CalendarZone.ToInstant(time, _zone);
            if (start >= within.End) yield break;
            if (Moved is null && moved.Contains((_item.Uid, start))) continue;
            var end = _length.Wall == 0 ? start : Rota.Resolve(CalendarZone.Local(time).PlusSeconds(_length.Wall), CalendarZone.Of(time, _zone));
            end += _length.Real;

            // What lies in an hour that the clock leaves out has no time; a whole event without any is for the caller to tell.
            if (IsEmpty ? start >= within.Start : end > start && end > within.Start) yield return new Interval(start, end);
        }
    }

    /// <summary>Whether it is one of the library's ways to say that it can not do with an event.</summary>
    public static bool IsOfTheLibrary(Exception e) => e is SerializationException or ArgumentException or FormatException or InvalidOperationException or EvaluationException;

    /// <summary>What one of them says.</summary>
    public static (string Wrong, string Right) Told(Exception e) => e is EvaluationException
        ? ("has a rule that never comes", "correct its RRULE, or take the event out")
        : ($"can not be read: {e.Message.ReplaceLineEndings(" ")}", "correct it in the calendar program, or take it out");

    private static (long Wall, Duration Real) Length(CalendarEvent item, DateTimeZone zone)
    {
        var start = item.DtStart!;
        if (item.DtEnd is { } end)
        {
            return CalendarZone.Of(start, zone).Equals(CalendarZone.Of(end, zone))
                ? (Period.Between(CalendarZone.Local(start), CalendarZone.Local(end), PeriodUnits.Seconds).Seconds, Duration.Zero)
                : (0, CalendarZone.ToInstant(end, zone) - CalendarZone.ToInstant(start, zone));
        }

        // Weeks and days are of the calendar, the rest is real time (RFC 5545 section 3.3.6).
        if (item.Duration is not { } length) return (start.HasTime ? 0 : NodaConstants.SecondsPerDay, Duration.Zero);
        var days = ((length.Weeks ?? 0) * 7) + (length.Days ?? 0);
        var real = new TimeSpan(length.Hours ?? 0, length.Minutes ?? 0, length.Seconds ?? 0);
        return ((long)days * NodaConstants.SecondsPerDay, Duration.FromTimeSpan(real));
    }

    private static string Kind(bool hasTime) => hasTime ? "time" : "day";
}
