using NodaTime;
using NodaTime.TimeZones;

namespace SupportLine.Domain.Lines;

public sealed partial record SupportHours
{
    /// <summary>Hours without an opening for so many days never open again.</summary>
    private const int Horizon = 800;

    /// <summary>Hours without a gap for so many days do not close.</summary>
    private const int NeverCloses = 366;

    /// <summary>
    /// A wall-clock time that comes twice counts as its first coming, one that is skipped as the moment after the gap: so
    /// later times of the wall clock never lie before earlier ones, and openings that do not overlap on paper never do.
    /// </summary>
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>Whether support is open at an instant; at the moment of closing it no longer is.</summary>
    public bool IsOpen(Instant at)
    {
        foreach (var opening in From(at)) return opening.Contains(at);
        return false;
    }

    /// <summary>The first moment, from an instant on, at which support is open: the instant itself when it is.</summary>
    /// <exception cref="InvalidOperationException">The week has no opening; a line file with such hours is refused.</exception>
    public Instant NextOpening(Instant at)
    {
        foreach (var opening in From(at)) return Instant.Max(opening.Start, at);
        throw NeverOpen();
    }

    /// <summary>
    /// The first moment, from an instant on, at which support is closed: the instant itself when it is. Null when it never
    /// closes.
    /// </summary>
    public Instant? NextClosing(Instant at)
    {
        var end = at;
        foreach (var opening in From(at))
        {
            if (opening.Start > end) return end;
            end = opening.End;
            if (end - at > Duration.FromDays(NeverCloses)) return null;
        }

        return end;
    }

    /// <summary>The earliest moment by which so much support time has passed.</summary>
    /// <param name="at">From when; time while closed does not count.</param>
    /// <param name="time">Support time, not negative; none of it ends at once.</param>
    public Instant AddSupportTime(Instant at, Duration time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Duration.Zero);
        if (time == Duration.Zero) return at;
        var left = time;
        foreach (var opening in From(at))
        {
            var start = Instant.Max(opening.Start, at);
            if (opening.End - start >= left) return start + left;
            left -= opening.End - start;
        }

        throw NeverOpen();
    }

    /// <summary>How much support time lies between two instants; none when the second is not after the first.</summary>
    public Duration SupportTimeBetween(Instant from, Instant until)
    {
        var sum = Duration.Zero;
        foreach (var opening in From(from))
        {
            if (opening.Start >= until) break;
            sum += Instant.Min(opening.End, until) - Instant.Max(opening.Start, from);
        }

        return sum;
    }

    /// <summary>
    /// When the working day closes that is under way at an instant or, outside hours, begins next (WLD-04).
    /// </summary>
    public Instant WorkingDayClose(Instant at)
    {
        var opening = NextOpening(at);
        Interval? current = null;
        var date = LocalDate.MinIsoValue;
        foreach (var next in From(opening))
        {
            var day = next.Start.InZone(Zone).Date;
            if (current is not { } last) date = day;
            else if (day != date) return last.End;
            current = next;
        }

        return current is { } found ? found.End : throw NeverOpen();
    }

    /// <summary>The openings that end after an instant, in order, until a year and more has gone by without one.</summary>
    private IEnumerable<Interval> From(Instant at)
    {
        // A clock set back over midnight repeats part of a day: yesterday's openings are looked at too.
        var date = at.InZone(Zone).Date.PlusDays(-1);
        for (var idle = 0; idle < Horizon; idle++, date = date.PlusDays(1))
        {
            foreach (var opening in On(date))
            {
                var start = At(date, opening.From);
                var end = opening.Until == LocalTime.Midnight ? At(date.PlusDays(1), LocalTime.Midnight) : At(date, opening.Until);
                if (end <= start || end <= at) continue;
                idle = 0;
                yield return new Interval(start, end);
            }
        }
    }

    private IEnumerable<Opening> On(LocalDate date)
    {
        if (OneOff.TryGetValue(date, out var single)) return single;
        return Closed.Contains(date) ? [] : Openings.Where(opening => opening.Day == date.DayOfWeek);
    }

    private Instant At(LocalDate date, LocalTime time) => Zone.ResolveLocal(date + time, Resolver).ToInstant();

    private static InvalidOperationException NeverOpen() => new("These support hours never open.");
}
