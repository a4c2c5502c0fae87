using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Escalations;

/// <summary>The ladder: rung after rung, round after round, first with the caller waiting, then as often as the line says without.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>Goes on from the place noted, so that a ladder taken up again rings nobody twice who has answered there.</summary>
    private async Task ClimbAsync(Ladder ladder, Line line, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        await CancelLeftRingsAsync(escalation, line, ct);
        var ticket = await site.Tickets.FindAsync(escalation.Folio, ct);
        var terms = line.Routing.LadderFor(ticket?.Claimed ?? ticket?.Severity, ticket?.Product);
        var first = escalation.First;
        if (escalation.State == EscalationState.Accepted) first = await TakeBackAsync(ladder, escalation.AcceptedBy, escalation.NotBefore, ct);
        for (var place = escalation.Place; place < terms.Length; place++)
        {
            if (place == terms.CallersEnd) await TellExhaustedAsync(ladder, ct);
            await WaitBeforeAsync(escalation, terms, place, ct);
            RingEnd end;
            do
            {
                end = await PassAsync(ladder, line, terms.RungAt(place), place, first, ct);
                if (end == RingEnd.Later) first = await TakeBackAsync(ladder, ladder.TakenBy, ladder.NotBefore, ct);
            }
            while (end == RingEnd.Later);
            if (end == RingEnd.Settled) return;
        }

        await site.Escalations.ExhaustAsync(escalation.Id, site.Clock.Now, ct);
        await TellExhaustedAsync(ladder, ct);
    }

    private async Task<RingEnd> PassAsync(Ladder ladder, Line line, LadderRung rung, int place, string? first, CancellationToken ct)
    {
        var phones = await PhonesAsync(ladder.Escalation, line, rung, place, first, ct);
        return await new RungPass(site, Exchange, _lines, ladder, line, place).RunAsync(phones, rung.Together, ct);
    }

    /// <summary>The engineer who accepted calls back now, or was lost: it is open again, and that engineer is rung first.</summary>
    private async Task<string?> TakeBackAsync(Ladder ladder, string? engineerId, Instant? notBefore, CancellationToken ct)
    {
        await WaitUntilAsync(notBefore, ct);
        await site.Escalations.ReopenAsync(ladder.Escalation.Id, ct);
        ladder.Reopen();
        return engineerId;
    }

    /// <summary>The operator's alarm; whoever waits is told, and waits no longer.</summary>
    private async Task TellExhaustedAsync(Ladder ladder, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        await site.Tickets.AppendAsync(
            escalation.Folio, new TicketChange.EscalationMoved("exhausted", null), "system", escalation.CallId, site.Clock.Now, ct);
        LogExhausted(escalation.Id, escalation.Folio, escalation.CallBackNumber);
        ladder.Tell(new LadderEvent.Exhausted());
    }

    /// <summary>Notes the place, and how long is waited before it; one that was waiting already goes on with that.</summary>
    private async Task WaitBeforeAsync(Escalation escalation, LadderTerms terms, int place, CancellationToken ct)
    {
        var delay = terms.DelayBefore(place);
        var notBefore = delay > Duration.Zero ? site.Clock.Now + delay : (Instant?)null;
        if (place == escalation.Place && escalation is { State: EscalationState.Open, NotBefore: { } noted }) notBefore = noted;
        else if (place > 0 || notBefore is not null) await site.Escalations.AdvanceAsync(escalation.Id, place, notBefore, ct);
        await WaitUntilAsync(notBefore, ct);
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
            .SelectMany(engineer => engineer.TargetsAt(now.InZone(line.Hours.Zone).LocalDateTime).Select(target => new LadderStep(engineer, target.Address)));
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
