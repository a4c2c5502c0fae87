using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Escalations;

/// <summary>The ladder: the engineers on call, one phone after the other, round after round.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>Goes on from where the attempts noted end, so that a ladder taken up again rings nobody twice in a round.</summary>
    private async Task ClimbAsync(Ladder ladder, Line line, CancellationToken ct)
    {
        var escalation = ladder.Escalation;
        var tried = await FinishedAttemptsAsync(escalation, line, ct);
        while (await NextStepAsync(line, escalation.First, tried.Count, ct) is { } step)
        {
            var isAgain = tried.Contains(step.Engineer.Id);
            tried.Add(step.Engineer.Id);
            ladder.Tell(new LadderEvent.Trying(tried.Distinct().Count(), isAgain));
            if (await new EngineerCall(site, Exchange, ladder, line, step).RunAsync(ct)) return;
        }

        await site.Escalations.ExhaustAsync(escalation.Id, site.Clock.Now, ct);
        await site.Tickets.AppendAsync(
            escalation.Folio, new TicketChange.EscalationMoved("exhausted", null), "system", escalation.CallId, site.Clock.Now, ct);
        LogExhausted(escalation.Id, escalation.Folio, escalation.CallBackNumber);
        ladder.Tell(new LadderEvent.Exhausted());
    }

    /// <summary>Who was rung before, in order; a ring that a dead process left standing is waited out, and not counted.</summary>
    private async Task<List<string>> FinishedAttemptsAsync(Escalation escalation, Line line, CancellationToken ct)
    {
        var attempts = (await site.Escalations.AttemptsAsync(escalation.Id, ct)).GroupBy(attempt => attempt.LegId).Select(notes => notes.Last()).ToList();
        foreach (var standing in attempts.Where(attempt => attempt.Outcome == AttemptOutcome.Ringing))
        {
            var left = standing.At + line.Routing.EngineerRing - site.Clock.Now;
            if (left > Duration.Zero) await Task.Delay(left.ToTimeSpan(), site.Clock.Time, ct);
            await site.Escalations.NoteAttemptAsync(standing with { Outcome = AttemptOutcome.Cancelled, At = site.Clock.Now }, ct);
        }

        return [.. attempts.Where(attempt => attempt.Outcome is not (AttemptOutcome.Ringing or AttemptOutcome.Cancelled)).Select(attempt => attempt.EngineerId)];
    }

    /// <summary>
    /// The phone after so many, beginning with whoever a visit is booked with (IPX-13); null at the ladder's end. The rota is
    /// asked each time: a shift may end meanwhile.
    /// </summary>
    private async Task<LadderStep?> NextStepAsync(Line line, string? first, int attempts, CancellationToken ct)
    {
        var rota = await site.Rotas.RotaAsync(line.Routing.Rota, ct);
        var engineers = await site.Rotas.EngineersAsync(ct);
        var booked = engineers.Where(engineer => engineer.Id == first).SelectMany(engineer =>
            engineer.TargetsAt(site.Clock.Now.InZone(line.Hours.Zone).LocalDateTime).Select(target => new LadderStep(engineer, target.Address)));
        var onCall = rota?.LadderAt(site.Clock.Now, engineers) ?? [];
        List<LadderStep> steps = [.. booked, .. onCall.Where(step => step.Engineer.Id != first)];
        if (steps.Count == 0)
        {
            LogNobodyOnCall(line.Id, line.Routing.Rota);
            return null;
        }

        return attempts < steps.Count * line.Routing.Rounds ? steps[attempts % steps.Count] : null;
    }
}
