using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// When a year's calls come: most by the hours of a working day, many where the clock is hard: around opening and closing,
/// in the nights in which clocks are changed, on holidays, on the leap day, at the year's ends.
/// </summary>
internal sealed class CallTimes
{
    private readonly Line _line;
    private readonly Random _random;
    private readonly Instant _start;
    private readonly Instant _end;
    private readonly List<Instant> _changes;
    private readonly List<LocalDate> _rareDays;

    public CallTimes(Line line, int year, Random random)
    {
        (_line, _random) = (line, random);
        var zone = line.Hours.Zone;
        _start = zone.AtStartOfDay(new LocalDate(year, 1, 1)).ToInstant();
        _end = zone.AtStartOfDay(new LocalDate(year + 1, 1, 1)).ToInstant();
        _changes = [.. line.Calendars.Append(line.Hours).Select(calendar => calendar.Zone).Distinct()
            .SelectMany(each => each.GetZoneIntervals(new Interval(_start, _end)))
            .Where(interval => interval.HasStart && interval.Start > _start)
            .Select(interval => interval.Start)
            .Distinct()];
        _rareDays = [new(year, 1, 1), new(year, 12, 31), .. line.Hours.Closed.Where(day => day.Year == year), .. line.Hours.OneOff.Keys.Where(day => day.Year == year)];
        if (CalendarSystem.Iso.IsLeapYear(year)) _rareDays.Add(new LocalDate(year, 2, 29));
    }

    public IReadOnlyList<Instant> Take(int count)
    {
        var times = new Instant[count];
        for (var i = 0; i < count; i++) times[i] = Next();
        Array.Sort(times);
        return times;
    }

    private Instant Next() => _random.Next(100) switch
    {
        < 55 => Within(OnDay(AnyDay(), _random.Next(7, 20))),
        < 75 => Within(_start + Duration.FromSeconds(_random.Next((int)(_end - _start).TotalSeconds))),
        < 88 when _line.Hours.Openings.Count > 0 => AroundBoundary(),
        < 94 when _changes.Count > 0 => Within(_changes[_random.Next(_changes.Count)] + Duration.FromSeconds(_random.Next(-14_400, 14_400))),
        _ => Within(OnDay(_rareDays[_random.Next(_rareDays.Count)], _random.Next(24))),
    };

    private Instant AroundBoundary()
    {
        var opening = _line.Hours.Openings[_random.Next(_line.Hours.Openings.Count)];
        var day = AnyDay().Next(opening.Day);
        var time = _random.Next(2) == 0 ? opening.From : opening.Until;
        return Within((day + time).InZoneLeniently(_line.Hours.Zone).ToInstant() + Duration.FromSeconds(_random.Next(-120, 121)));
    }

    private LocalDate AnyDay() => _start.InZone(_line.Hours.Zone).Date.PlusDays(_random.Next(366));

    private Instant OnDay(LocalDate day, int hour) =>
        (day + new LocalTime(hour, _random.Next(60), _random.Next(60))).InZoneLeniently(_line.Hours.Zone).ToInstant();

    private Instant Within(Instant at) => Instant.Max(_start, Instant.Min(at, _end - Duration.FromSeconds(1)));
}
