using NodaTime;

namespace SupportLine.Domain.OnCall;

/// <summary>Who is on call over a time.</summary>
public sealed partial record Rota
{
    /// <summary>
    /// The interval cut where somebody's time on call begins or ends, in order and without a hole: what
    /// <see cref="OnCallAt"/> says of any instant in a span is what the span says.
    /// </summary>
    public IReadOnlyList<OnCallSpan> Spans(Interval within)
    {
        var spans = new List<OnCallSpan>();
        var cuts = Cuts(within).Append(within.Start).Append(within.End).Where(cut => cut >= within.Start && cut <= within.End).Distinct().Order().ToList();
        for (var i = 1; i < cuts.Count; i++)
        {
            var onCall = OnCallAt(cuts[i - 1]);
            if (spans.Count > 0 && spans[^1].EngineerIds.SequenceEqual(onCall))
            {
                spans[^1] = spans[^1] with { During = new Interval(spans[^1].During.Start, cuts[i]) };
            }
            else
            {
                spans.Add(new OnCallSpan(new Interval(cuts[i - 1], cuts[i]), onCall));
            }
        }

        return spans;
    }

    /// <summary>The times within an interval at which nobody is on call.</summary>
    public IReadOnlyList<Interval> Gaps(Interval within) =>
        [.. Spans(within).Where(span => span.EngineerIds.Count == 0).Select(span => span.During)];

    /// <summary>An engineer's times on call within an interval, each at one place among those on call, from 1.</summary>
    public IReadOnlyList<(Interval During, int Place)> DutiesOf(string engineerId, Interval within)
    {
        var duties = new List<(Interval During, int Place)>();
        foreach (var (during, onCall) in Spans(within).Where(span => span.EngineerIds.Contains(engineerId)))
        {
            var place = onCall.Index().First(each => each.Item == engineerId).Index + 1;
            if (duties.Count > 0 && duties[^1].During.End == during.Start && duties[^1].Place == place)
            {
                duties[^1] = (new Interval(duties[^1].During.Start, during.End), place);
            }
            else
            {
                duties.Add((during, place));
            }
        }

        return duties;
    }

    /// <summary>Every instant at which the answer may change, and perhaps some at which it does not.</summary>
    private IEnumerable<Instant> Cuts(Interval within)
    {
        var last = within.End.InZone(Zone).Date.PlusDays(1);
        for (var date = within.Start.InZone(Zone).Date.PlusDays(-2); date <= last; date = date.PlusDays(1))
        {
            foreach (var shift in Shifts)
            {
                if (Duty(shift, date) is not { } duty) continue;
                yield return duty.Start;
                yield return duty.End;
            }
        }

        foreach (var handOver in Shifts.SelectMany(shift => shift.Who.HandOvers(within, Zone))) yield return handOver;
        foreach (var during in Changes.SelectMany(Times))
        {
            if (during.HasStart) yield return during.Start;
            if (during.HasEnd) yield return during.End;
        }
    }

    private static IEnumerable<Interval> Times(RotaChange change) =>
        change is RotaChange.Schedule schedule ? schedule.Turns.Select(turn => turn.During).Prepend(schedule.During) : [change.During];
}
