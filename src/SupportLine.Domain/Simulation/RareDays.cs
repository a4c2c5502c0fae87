using NodaTime;
using SupportLine.Domain.Lines;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// Days that are not as the week says: a line file that names none in the year is simulated with New Year's Day, Christmas
/// and the day after closed, and one Saturday in May open from ten to two.
/// </summary>
internal static class RareDays
{
    public static Line In(Line line, int year) => line with
    {
        Hours = In(line.Hours, year),
        Calendars = [.. line.Calendars.Select(hours => In(hours, year))],
    };

    private static SupportHours In(SupportHours hours, int year)
    {
        if (hours.Closed.Any(day => day.Year == year) || hours.OneOff.Keys.Any(day => day.Year == year)) return hours;
        var saturday = new LocalDate(year, 5, 1).Next(IsoDayOfWeek.Saturday);
        return hours with
        {
            Closed = hours.Closed.Concat([new LocalDate(year, 1, 1), new LocalDate(year, 12, 25), new LocalDate(year, 12, 26)]).ToHashSet(),
            OneOff = new Dictionary<LocalDate, IReadOnlyList<Opening>>(hours.OneOff)
            {
                [saturday] = [new Opening(IsoDayOfWeek.Saturday, new LocalTime(10, 0), new LocalTime(14, 0))],
            },
        };
    }
}
