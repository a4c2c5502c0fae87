using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>
/// Engineers who take turns. The first one's first turn begins on <paramref name="FirstDay"/>; turns are reckoned from there
/// without end, backwards too, so that there is always exactly one whose turn it is.
/// </summary>
/// <param name="EngineerIds">In the order of their turns; at least one.</param>
/// <param name="Every">Length of a turn in units, from 1.</param>
/// <param name="Unit">Days, weeks or months.</param>
/// <param name="FirstDay">A day on which a turn of the first engineer begins.</param>
/// <param name="HandOver">Time of day, in the rota's zone, at which a turn begins.</param>
public sealed record Rotation(IReadOnlyList<string> EngineerIds, int Every, RotationUnit Unit, LocalDate FirstDay, LocalTime HandOver)
{
    /// <summary>Longest a turn may be, in units: beyond it somebody has mistyped.</summary>
    public const int MostEvery = 52;

    private static readonly LocalDate AnyDay = new(2026, 1, 5);

    /// <summary>One who has every turn.</summary>
    public static Rotation Of(string engineerId) => new([engineerId], 1, RotationUnit.Week, AnyDay, LocalTime.Midnight);

    /// <summary>Whose turn it is.</summary>
    public string At(Instant at, DateTimeZone zone) =>
        EngineerIds.Count == 1 ? EngineerIds[0] : EngineerIds[Modulo(TurnAt(at, zone), EngineerIds.Count)];

    /// <summary>The hand-overs within an interval, its start excluded.</summary>
    public IEnumerable<Instant> HandOvers(Interval within, DateTimeZone zone)
    {
        if (EngineerIds.Count == 1) yield break;
        for (var turn = TurnAt(within.Start, zone) + 1; Start(turn, zone) is var start && start < within.End; turn++)
        {
            if (start > within.Start) yield return start;
        }
    }

    /// <summary>Number of the turn that holds the instant; the one that begins on the first day is 0.</summary>
    private int TurnAt(Instant at, DateTimeZone zone)
    {
        // Calendar arithmetic comes near; where hand-over, month's end or a change of the clock shifts it, the neighbour is right.
        var date = at.InZone(zone).Date;
        var units = Unit switch
        {
            RotationUnit.Day => Period.DaysBetween(FirstDay, date),
            RotationUnit.Week => FloorDivide(Period.DaysBetween(FirstDay, date), 7),
            _ => ((date.Year - FirstDay.Year) * 12) + date.Month - FirstDay.Month,
        };
        var turn = FloorDivide(units, Every);
        while (Start(turn, zone) > at) turn--;
        while (Start(turn + 1, zone) <= at) turn++;
        return turn;
    }

    private Instant Start(int turn, DateTimeZone zone)
    {
        var date = Unit switch
        {
            RotationUnit.Day => FirstDay.PlusDays(turn * Every),
            RotationUnit.Week => FirstDay.PlusWeeks(turn * Every),
            _ => FirstDay.PlusMonths(turn * Every),
        };
        return Rota.Resolve(date + HandOver, zone);
    }

    private static int FloorDivide(int value, int by) => (value / by) - (value % by < 0 ? 1 : 0);

    private static int Modulo(int value, int by) => value - (FloorDivide(value, by) * by);
}
