using NodaTime;
using NodaTime.TimeZones;

namespace SupportLine.Domain.OnCall;

public sealed partial record Rota
{
    /// <summary>A time that comes twice counts as its first coming; one that is skipped, as the moment after the gap.</summary>
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Ids of the engineers on call at an instant, in the order in which they are rung; empty in a gap.</summary>
    public IReadOnlyList<string> OnCallAt(Instant at) =>
        [.. Shifts.Where(shift => Covers(shift, at)).Select(shift => shift.EngineerId).Distinct()];

    /// <summary>
    /// The phones to ring at an instant, in order: each engineer's targets one after another. An engineer nobody knows (any
    /// more) is passed over.
    /// </summary>
    public IReadOnlyList<LadderStep> LadderAt(Instant at, IReadOnlyCollection<Engineer> engineers) =>
    [
        .. from id in OnCallAt(at)
           from engineer in engineers
           where engineer.Id == id
           from target in engineer.Targets
           select new LadderStep(engineer, target),
    ];

    /// <summary>The times within an interval at which nobody is on call.</summary>
    public IReadOnlyList<Interval> Gaps(Interval within)
    {
        var gaps = new List<Interval>();
        var covered = within.Start;
        foreach (var duty in Duties(within).OrderBy(duty => duty.Start))
        {
            if (duty.Start > covered) gaps.Add(new Interval(covered, duty.Start));
            covered = Instant.Max(covered, duty.End);
        }

        if (covered < within.End) gaps.Add(new Interval(covered, within.End));
        return gaps;
    }

    private IEnumerable<Interval> Duties(Interval within)
    {
        var last = within.End.InZone(Zone).Date;
        for (var date = within.Start.InZone(Zone).Date.PlusDays(-2); date <= last; date = date.PlusDays(1))
        {
            foreach (var shift in Shifts)
            {
                if (Duty(shift, date) is { } duty && duty.End > within.Start && duty.Start < within.End) yield return duty;
            }
        }
    }

    private bool Covers(Shift shift, Instant at)
    {
        var date = at.InZone(Zone).Date;

        // The shift that began yesterday may still run; a day repeated by the clock can hold one that began the day before.
        for (var back = -1; back <= 2; back++)
        {
            if (Duty(shift, date.PlusDays(-back)) is { } duty && duty.Contains(at)) return true;
        }

        return false;
    }

    /// <summary>A shift's duty that starts on a date, or null when it has none then.</summary>
    private Interval? Duty(Shift shift, LocalDate date)
    {
        if (shift.Days.Count > 0 && !shift.Days.Contains(date.DayOfWeek)) return null;
        if (date < shift.FirstDay || date > shift.LastDay) return null;
        var start = Zone.ResolveLocal(date + shift.From, Resolver).ToInstant();
        var until = shift.Until > shift.From ? date : date.PlusDays(1);
        var end = Zone.ResolveLocal(until + shift.Until, Resolver).ToInstant();
        return end > start ? new Interval(start, end) : null;
    }
}
