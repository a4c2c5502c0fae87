using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Escalations;

/// <summary>The ladder: rung after rung, round after round, first with the caller waiting, then as often as the line says without.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>More than lies between an acceptance in the store and that the ladder here hears of it.</summary>
    private static readonly Duration AMoment = Duration.FromSeconds(2);

    /// <summary>Goes on from the place noted, so that a ladder taken up again rings nobody twice who has answered there.</summary>
    private async Task ClimbAsync(Ladder ladder, Line line, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        await Task.WhenAll(EndLeftLegsAsync(escalation, line, ct), Cleared.WaitAsync(ct));
        var ticket = await site.Tickets.FindAsync(escalation.Folio, ct);
        var terms = line.Routing.LadderFor(ticket?.Claimed ?? ticket?.Severity, ticket?.Product);
        var first = escalation.First;
        if (escalation.State == EscalationState.Accepted)
        {
            first = escalation.AcceptedBy;
            if (await IsTakenUpAsync(ladder, escalation.NotBefore, ct)) return;
        }

        for (var place = escalation.Place; place < terms.Length; place++)
        {
            var isNoted = IsNoted(escalation, place);
            if (place == terms.CallersEnd && !isNoted) await TellExhaustedAsync(ladder, ct);
            else if (place >= terms.CallersEnd) ladder.Tell(new LadderEvent.Exhausted());
            await WaitBeforeAsync(ladder, terms, place, isNoted, ct);
            RingEnd end;
            do
            {
                end = await PassAsync(ladder, line, terms, place, first, ct);
                if (end != RingEnd.Later) continue;
                first = ladder.TakenBy;
                if (await IsTakenUpAsync(ladder, ladder.NotBefore, ct)) return;
            }
            while (end is RingEnd.Later or RingEnd.Dropped);
            if (end == RingEnd.Settled) return;
        }

        if (await site.Escalations.ExhaustAsync(escalation.Id, site.Clock.Now, ct)) await TellExhaustedAsync(ladder, ct);
    }

    /// <summary>
    /// Nobody is told that it was in vain while an engineer who phoned in is still asked. Where no phone was reached it lasts as long as one rings:
    /// a server that starts again would outlast a whole ladder else.
    /// </summary>
    private async Task<RingEnd> PassAsync(Ladder ladder, Line line, LadderTerms terms, int place, string? first, CancellationToken ct)
    {
        var rung = terms.RungAt(place);
        await site.Drills.EndAsync(ct);
        var phones = await PhonesAsync(ladder.Escalation, line, rung, place, first, ct);
        var (pass, began) = (new RungPass(site, Exchange, _lines, ladder, line, place), site.Clock.Now);

        // Whoever has it is not rung beside all others, who are woken when that one is on a call or does not take it.
        var before = phones.Where(phone => rung.Together && phone.Engineer.Id == first && !_lines.IsEngaged(phone.Engineer.Id)).ToList();
        var end = before.Count > 0 ? await pass.RunAsync(before, together: false, ct) : RingEnd.Next;
        if (end == RingEnd.Next) end = await pass.RunAsync([.. phones.Except(before)], rung.Together, ct);
        if (end == RingEnd.Next && pass.IsUnreached) await WaitUntilTakenAsync(ladder, began + line.Routing.EngineerRing, ct);
        var isLast = place + 1 == terms.CallersEnd || place + 1 == terms.Length;
        return await ladder.VisitedAsync(awaitsAll: isLast && end == RingEnd.Next, ct) ?? end;
    }

    /// <summary>
    /// Whether the engineer who took it for later has phoned in before that, and brought it to its end. If not it is open again, and
    /// that engineer is rung first; one who accepted and was lost, at once.
    /// </summary>
    private async Task<bool> IsTakenUpAsync(Ladder ladder, Instant? notBefore, CancellationToken ct)
    {
        while (true)
        {
            ladder.Defer();
            await WaitUntilTakenAsync(ladder, notBefore, ct);
            if (!ladder.Taken.IsCancellationRequested && await site.Escalations.ReopenAsync(ladder.Escalation.Id, notBefore, ct))
            {
                ladder.Reopen();
                return false;
            }

            // Taken here, perhaps at this very moment; or on another node, whose it is then.
            await WaitUntilTakenAsync(ladder, site.Clock.Now + AMoment, ct);
            var end = await ladder.VisitedAsync(awaitsAll: false, ct);
            if (end != RingEnd.Later) return end != RingEnd.Dropped;
            notBefore = ladder.NotBefore;
        }
    }

    /// <summary>The operator's alarm; whoever waits is told, and waits no longer.</summary>
    private async Task TellExhaustedAsync(Ladder ladder, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        await site.Tickets.AppendAsync(
            escalation.Folio, new TicketChange.EscalationMoved(TicketChange.EscalationMoved.Exhausted, null), "system", escalation.CallId, site.Clock.Now, ct);
        LogExhausted(escalation.Id, escalation.Folio, escalation.CallBackNumber);
        ladder.Tell(new LadderEvent.Exhausted());
    }

    /// <summary>Whether a ladder taken up again had come there: a place is noted with how long is waited before it, which an acceptance takes out.</summary>
    private static bool IsNoted(Escalation escalation, int place) =>
        place == escalation.Place && (place > 0 || escalation.State == EscalationState.Accepted || escalation.NotBefore is not null);

    /// <summary>Notes the place, and how long is waited before it; one that was waiting already goes on with that, and one that had rung there waits no more.</summary>
    private async Task WaitBeforeAsync(Ladder ladder, LadderTerms terms, int place, bool isNoted, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        if (isNoted)
        {
            await WaitUntilTakenAsync(ladder, escalation.State == EscalationState.Open ? escalation.NotBefore : null, ct);
            return;
        }

        var delay = terms.DelayBefore(place);
        var notBefore = delay > Duration.Zero ? site.Clock.Now + delay : (Instant?)null;
        if (place > 0 || notBefore is not null) await site.Escalations.AdvanceAsync(escalation.Id, place, notBefore, ct);
        await WaitUntilTakenAsync(ladder, notBefore, ct);
    }

    /// <summary>... or until an engineer who phoned in has taken it.</summary>
    private async Task WaitUntilTakenAsync(Ladder ladder, Instant? at, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct, ladder.Taken);
        try
        {
            await WaitUntilAsync(at, enough.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Taken.
        }
    }

    private async Task WaitUntilAsync(Instant? at, CancellationToken ct)
    {
        if (at - site.Clock.Now is { } left && left > Duration.Zero) await Task.Delay(left.ToTimeSpan(), site.Clock.Time, ct);
    }

    /// <summary>
    /// The phones of a rung that are still to be rung at its place, beginning with whoever a visit is booked with (IPX-13), or
    /// had taken it before. The rota is asked each time: a shift may end meanwhile.
    /// </summary>
    private async Task<IReadOnlyList<LadderStep>> PhonesAsync(
        Escalation escalation, Line line, LadderRung rung, int place, string? first, CancellationToken ct)
    {
        var now = site.Clock.Now;
        var rota = await site.Rotas.RotaAsync(rung.Rota, ct);
        var engineers = await site.Rotas.EngineersAsync(ct);
        var whom = rung.Of(rota?.OnCallAt(now) ?? []).ToHashSet();
        var booked = engineers.Where(engineer => engineer.Id == first)
            .SelectMany(engineer => engineer.TargetsAt(now.InZone(rota?.Zone ?? line.Hours.Zone).LocalDateTime).Select(target => new LadderStep(engineer, target.Address)));
        var onCall = rota?.LadderAt(now, engineers).Where(step => whom.Contains(step.Engineer.Id) && step.Engineer.Id != first) ?? [];
        List<LadderStep> phones = [.. booked, .. onCall];
        if (phones.Count == 0) LogNobodyOnCall(line.Id, rung.Rota);
        var finished = (await LastNotesAsync(escalation.Id, ct)).Where(attempt => attempt.Place == place && AttemptOutcome.IsFinal(attempt.Outcome))
            .Select(attempt => attempt.Target).ToHashSet();
        return [.. phones.Where(phone => !finished.Contains(phone.Target))];
    }

    /// <summary>What was noted last of each phone rung, in order.</summary>
    private async Task<IReadOnlyList<EscalationAttempt>> LastNotesAsync(string id, CancellationToken ct) =>
        [.. (await site.Escalations.AttemptsAsync(id, ct)).GroupBy(attempt => attempt.LegId).Select(notes => notes.Last())];
}
