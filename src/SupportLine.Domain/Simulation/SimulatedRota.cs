using NodaTime;
using SupportLine.Domain.OnCall;

namespace SupportLine.Domain.Simulation;

/// <summary>
/// A rota with holes, as they happen: two engineers by turns of a week, a third on weekdays, and for three days after
/// Christmas, and every Sunday from three to five in the morning, nobody.
/// </summary>
internal static class SimulatedRota
{
    public const string First = "anna";
    public const string Second = "ben";
    public const string Third = "carla";

    private static readonly LocalTime HoleFrom = new(3, 0);
    private static readonly LocalTime HoleUntil = new(5, 0);

    public static Rota Of(DateTimeZone zone, int year)
    {
        var turns = new Rotation([First, Second], 1, RotationUnit.Week, Monday(year), LocalTime.Midnight);
        var (christmas, after) = (new LocalDate(year, 12, 25), new LocalDate(year, 12, 29));
        List<Shift> shifts = [];
        foreach (var (first, last) in ((LocalDate?, LocalDate?)[])[(null, christmas), (after, null)])
        {
            shifts.Add(new Shift(turns, [.. Enum.GetValues<IsoDayOfWeek>().Where(day => day is not (IsoDayOfWeek.None or IsoDayOfWeek.Sunday))], LocalTime.Midnight, LocalTime.Midnight, first, last));
            shifts.Add(new Shift(turns, [IsoDayOfWeek.Sunday], LocalTime.Midnight, HoleFrom, first, last));
            shifts.Add(new Shift(turns, [IsoDayOfWeek.Sunday], HoleUntil, LocalTime.Midnight, first, last));
        }

        shifts.Add(new Shift(Third, [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday], new LocalTime(18, 0), new LocalTime(22, 0), null, new LocalDate(year, 12, 20)));
        return new Rota("simulated", zone, shifts);
    }

    /// <summary>Who is on call by the words above, counted on a calendar and a wall clock without the rota's own rules.</summary>
    public static IReadOnlyList<string> Said(DateTimeZone zone, int year, Instant at)
    {
        var local = at.WithOffset(zone.GetUtcOffset(at)).LocalDateTime;
        var isHole = (local.Date > new LocalDate(year, 12, 25) && local.Date < new LocalDate(year, 12, 29))
            || (local.DayOfWeek == IsoDayOfWeek.Sunday && local.TimeOfDay >= HoleFrom && local.TimeOfDay < HoleUntil);
        var weeks = (int)Math.Floor(Period.DaysBetween(Monday(year), local.Date) / 7.0);
        List<string> said = isHole ? [] : [weeks % 2 == 0 ? First : Second];
        var isEvening = local.TimeOfDay >= new LocalTime(18, 0) && local.TimeOfDay < new LocalTime(22, 0);
        if (isEvening && local.DayOfWeek <= IsoDayOfWeek.Friday && local.Date <= new LocalDate(year, 12, 20)) said.Add(Third);
        return said;
    }

    private static LocalDate Monday(int year) => new LocalDate(year - 1, 12, 1).Next(IsoDayOfWeek.Monday);
}
