using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>One rung of a ladder gone through once: its people in turn or at the same time, each person's numbers in turn.</summary>
internal sealed class RungPass(Site site, IExchange exchange, EngineerLines lines, Ladder ladder, Line line, int place)
{
    /// <summary>How long is waited once for people who are all on a call with us; then the ladder goes on without them.</summary>
    private static readonly TimeSpan EngagedWait = TimeSpan.FromSeconds(30);

    private readonly string _escalationId = ladder.Escalation.Id;
    private int _rung;
    private int _unreached;

    /// <summary>Whether somebody was rung, and no phone was reached: the server on the way may be starting again.</summary>
    public bool IsUnreached => _rung > 0 && _rung == _unreached;

    /// <param name="phones">Whom, in order.</param>
    /// <param name="together">At the same time.</param>
    /// <param name="ct">The lease is lost, or we stop.</param>
    public async Task<RingEnd> RunAsync(IReadOnlyList<LadderStep> phones, bool together, CancellationToken ct)
    {
        // Somebody phoned in and took it: the ladder awaits what comes of that.
        if (ladder.Taken.IsCancellationRequested) return RingEnd.Settled;
        var people = phones.GroupBy(phone => phone.Engineer.Id).Select(numbers => numbers.ToList()).ToList();
        var end = together ? await TogetherAsync(people, ct) : RingEnd.Next;
        return end == RingEnd.Next ? await InTurnAsync(people, ct) : end;
    }

    /// <summary>Rings all who are free and were not rung just now; whoever is left, or was cut off by one who then was lost, stays in the list.</summary>
    private async Task<RingEnd> TogetherAsync(List<List<LadderStep>> people, CancellationToken ct)
    {
        var rings = new List<(List<LadderStep> Person, Task<RingEnd> Ring)>();
        var taken = people.Where(person => !IsSpared(person)).Select(person => (Person: person, Held: lines.TryTake(person[0].Engineer.Id)))
            .Where(each => each.Held is not null).ToList();
        ladder.TellTrying([.. taken.Select(each => each.Person[0].Engineer.Id)]);
        foreach (var (person, held) in taken)
        {
            people.Remove(person);
            rings.Add((person, RingAsync(person, held!, isTold: true, ct)));
        }

        var ends = await Task.WhenAll(rings.Select(each => each.Ring));
        if (ends.Contains(RingEnd.Later)) return RingEnd.Later;
        if (ends.Contains(RingEnd.Settled)) return RingEnd.Settled;
        if (!ends.Contains(RingEnd.Dropped)) return ends.Contains(RingEnd.Elsewhere) ? RingEnd.Settled : RingEnd.Next;
        people.AddRange(rings.Zip(ends).Where(each => each.Second == RingEnd.Elsewhere).Select(each => each.First.Person));
        return RingEnd.Next;
    }

    private async Task<RingEnd> InTurnAsync(List<List<LadderStep>> people, CancellationToken ct)
    {
        var hasWaited = false;
        while (people.Count > 0)
        {
            if (ladder.Taken.IsCancellationRequested) return RingEnd.Settled;
            if (Take(people) is var (person, held))
            {
                people.Remove(person);
                var end = await RingAsync(person, held, isTold: false, ct);
                if (end is RingEnd.Settled or RingEnd.Later) return end;
                if (end == RingEnd.Elsewhere) return RingEnd.Settled;
            }
            else if (hasWaited)
            {
                break;
            }
            else
            {
                hasWaited = true;
                await Task.Delay(EngagedWait, site.Clock.Time, ct);
            }
        }

        foreach (var person in people)
        {
            await site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(_escalationId, LegId.New(site.RealTime), person[0].Engineer.Id, person[0].Target, site.Clock.Now, AttemptOutcome.Engaged) { Place = place },
                ct);
        }

        return RingEnd.Next;
    }

    /// <summary>The next person who is free, if possible one who was not rung for another emergency just now.</summary>
    private (List<LadderStep> Person, IDisposable Held)? Take(List<List<LadderStep>> people)
    {
        foreach (var person in people.OrderBy(IsSpared))
        {
            if (lines.TryTake(person[0].Engineer.Id) is { } held) return (person, held);
        }

        return null;
    }

    private bool IsSpared(List<LadderStep> person) => lines.IsSpared(person[0].Engineer.Id, _escalationId);

    private async Task<RingEnd> RingAsync(List<LadderStep> person, IDisposable held, bool isTold, CancellationToken ct)
    {
        using (held)
        using (ladder.Ring())
        {
            foreach (var phone in person)
            {
                ct.ThrowIfCancellationRequested();
                if (!isTold) ladder.TellTrying([phone.Engineer.Id]);
                isTold = false;
                lines.NoteRing(phone.Engineer.Id, _escalationId);
                var call = new EngineerCall(site, exchange, ladder, line, phone, place) { Held = held };
                var end = await call.RunAsync(ct);
                Interlocked.Increment(ref _rung);
                if (call.IsUnreached) Interlocked.Increment(ref _unreached);
                if (end != RingEnd.Next) return end;
            }
        }

        return RingEnd.Next;
    }
}
