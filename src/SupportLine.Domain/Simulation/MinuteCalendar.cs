using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// Support hours written out minute by minute, by looking at the wall clock of each: nothing of the clever arithmetic is in
/// it. Openings that begin or end within a minute are none of a line file's.
/// </summary>
internal sealed class MinuteCalendar
{
    /// <summary>Days written out beyond the year, for due times that fall into the next one.</summary>
    private const int DaysAfter = 60;

    private readonly Instant _start;
    private readonly bool[] _open;
    private readonly LocalDate[] _dates;

    /// <summary>Open minutes before each minute.</summary>
    private readonly int[] _before;

    public MinuteCalendar(SupportHours hours, int year)
    {
        _start = Instant.FromUtc(year - 1, 12, 30, 0, 0);
        var minutes = (int)(Instant.FromUtc(year + 1, 1, 1, 0, 0) + Duration.FromDays(DaysAfter) - _start).TotalMinutes;
        (_open, _dates, _before) = (new bool[minutes], new LocalDate[minutes], new int[minutes + 1]);
        for (var i = 0; i < minutes; i++)
        {
            var at = _start + Duration.FromMinutes(i);
            var wall = at.WithOffset(hours.Zone.GetUtcOffset(at)).LocalDateTime;
            _dates[i] = wall.Date;
            _open[i] = IsOpen(hours, wall);
            _before[i + 1] = _before[i] + (_open[i] ? 1 : 0);
        }
    }

    public bool IsOpen(Instant at) => _open[Minute(at)];

    /// <summary>The instant itself, or the first open minute after it.</summary>
    public Instant NextOpening(Instant at)
    {
        var minute = Minute(at);
        if (_open[minute]) return at;
        while (!_open[minute]) minute++;
        return At(minute);
    }

    /// <summary>When so much open time has gone by.</summary>
    public Instant After(Instant at, Duration time)
    {
        var until = OpenTicks(at) + (long)time.TotalTicks;
        var (low, high) = (Minute(at), _open.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (TicksBefore(middle + 1) >= until) high = middle;
            else low = middle + 1;
        }

        return At(low) + Duration.FromTicks(until - TicksBefore(low));
    }

    /// <summary>The end of the last open minute of the day that is open now or will be next.</summary>
    public Instant DayEnd(Instant at)
    {
        var minute = Minute(NextOpening(at));
        var date = _dates[minute];
        var last = minute;
        for (var i = minute; i < _open.Length && Period.DaysBetween(date, _dates[i]) <= 1; i++)
        {
            if (_dates[i] == date && _open[i]) last = i;
        }

        return At(last + 1);
    }

    private static bool IsOpen(SupportHours hours, LocalDateTime wall)
    {
        IEnumerable<Opening> day = hours.OneOff.TryGetValue(wall.Date, out var single) ? single
            : hours.Closed.Contains(wall.Date) ? []
            : hours.Openings.Where(opening => opening.Day == wall.DayOfWeek);
        return day.Any(opening => opening.From <= wall.TimeOfDay && (opening.Until == LocalTime.Midnight || wall.TimeOfDay < opening.Until));
    }

    private long OpenTicks(Instant at)
    {
        var minute = Minute(at);
        return TicksBefore(minute) + (_open[minute] ? (long)(at - At(minute)).TotalTicks : 0);
    }

    private long TicksBefore(int minute) => _before[minute] * NodaConstants.TicksPerMinute;

    private int Minute(Instant at) => (int)Math.Floor((at - _start).TotalMinutes);

    private Instant At(int minute) => _start + Duration.FromMinutes(minute);
}
