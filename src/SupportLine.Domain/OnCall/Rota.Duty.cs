using NodaTime;
using NodaTime.TimeZones;

namespace SupportLine.Domain.OnCall;

/// <summary>Who is on call at an instant.</summary>
public sealed partial record Rota
{
    /// <summary>A time that comes twice counts as its first coming; one that is skipped, as the moment after the gap.</summary>
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Ids of the engineers on call at an instant, in the order in which they are rung; empty in a gap.</summary>
    public IReadOnlyList<string> OnCallAt(Instant at)
    {
        var onCall = Shifts.Where(shift => Covers(shift, at)).Select(shift => shift.Who.At(at, Zone)).ToList();
        foreach (var change in Changes)
        {
            if (change.During.Contains(at)) Apply(change, at, onCall);
        }

        return [.. onCall.Distinct()];
    }

    /// <summary>
    /// The phones to ring at an instant, in order: each engineer's telephones one after another, but for those with a quiet
    /// time. An engineer nobody knows (any more) is passed over.
    /// </summary>
    public IReadOnlyList<LadderStep> LadderAt(Instant at, IReadOnlyCollection<Engineer> engineers) =>
    [
        .. from id in OnCallAt(at)
           from engineer in engineers
           where engineer.Id == id
           from target in engineer.TargetsAt(at.InZone(Zone).LocalDateTime)
           select new LadderStep(engineer, target.Address),
    ];

    internal static Instant Resolve(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolver).ToInstant();

    private static void Apply(RotaChange change, Instant at, List<string> onCall)
    {
        switch (change)
        {
            case RotaChange.Replace replace:
                for (var i = 0; i < onCall.Count; i++)
                {
                    if (onCall[i] == replace.EngineerId) onCall[i] = replace.By;
                }

                break;
            case RotaChange.Add add:
                onCall.Add(add.EngineerId);
                break;
            case RotaChange.Remove remove:
                onCall.RemoveAll(id => id == remove.EngineerId);
                break;
            case RotaChange.Schedule schedule:
                onCall.Clear();
                onCall.AddRange(schedule.Turns.Where(turn => turn.During.Contains(at)).Select(turn => turn.EngineerId));
                break;
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
        var start = Resolve(date + shift.From, Zone);
        var until = shift.Until > shift.From ? date : date.PlusDays(1);
        var end = Resolve(until + shift.Until, Zone);
        return end > start ? new Interval(start, end) : null;
    }
}
