using System.Collections.Concurrent;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;

namespace SupportLine.Ivr.Escalations;

/// <summary>Legs that a process which died left standing: nobody is rung while one of them may still go.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>Rings that could not be ended: their engineers count as on a call until they are over by themselves.</summary>
    private readonly ConcurrentBag<Task> _waitingOut = [];

    /// <summary>Ends what a node left standing that is gone; returns when each has been ended, or did not answer to that. False where the store failed.</summary>
    internal async Task<bool> EndLeftAsync(string node, CancellationToken ct) =>
        (await Task.WhenAll(EndStandingLegsAsync(node, ct), EndForgottenLegsAsync(node, ct))).All(isDone => isDone);

    /// <summary>Until the legs that the process before this one left have been ended, or are over by themselves.</summary>
    public async Task LeftEndedAsync()
    {
        await Cleared;
        await Task.WhenAll(_waitingOut);
    }

    private async Task EndLeftLegsAsync(Escalation escalation, Line line, CancellationToken ct) => await Task.WhenAll(
        (await LastNotesAsync(escalation.Id, ct)).Where(note => note.Cancel is not null || note.Outcome == AttemptOutcome.Ringing)
            .Select(standing => EndLeftLegAsync(standing, line, ct)));

    /// <summary>Ends it; where nothing answers to that, a ring is waited out.</summary>
    private async Task EndLeftLegAsync(EscalationAttempt standing, Line line, CancellationToken ct)
    {
        var isOver = standing.Cancel is { } how && await Exchange.EndLeftAsync(how, ct);
        if (standing.Outcome != AttemptOutcome.Ringing)
        {
            await site.Escalations.NoteEndedAsync(standing.EscalationId, standing.LegId, ct);
            return;
        }

        if (!isOver) await WaitUntilAsync(standing.At + line.Routing.EngineerRing, ct);
        await site.Escalations.NoteAttemptAsync(standing with { Outcome = AttemptOutcome.Cancelled, At = site.Clock.Now, Cancel = null }, ct);
    }

    /// <summary>Those of no escalation; returns when each has been ended, or did not answer to that. False where the store failed.</summary>
    private async Task<bool> EndStandingLegsAsync(string node, CancellationToken ct)
    {
        try
        {
            var unanswered = await Task.WhenAll((await site.Legs.OfNodeAsync(node, ct)).Select(leg => EndStandingLegAsync(leg, ct)));
            foreach (var leg in unanswered.OfType<StandingLeg>()) _waitingOut.Add(WaitOutAsync(leg, _lines.Enter(leg.EngineerId), ct));
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // We stop.
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // They end when their phones have rung long enough, or see that nothing refreshes them.
            LogStoreFailed(e);
        }

        return false;
    }

    /// <summary>The leg, where it may still ring.</summary>
    private async Task<StandingLeg?> EndStandingLegAsync(StandingLeg leg, CancellationToken ct)
    {
        var isOver = await Exchange.EndLeftAsync(leg.Ending, ct);
        if (!isOver && leg.RingsUntil > site.Clock.Now) return leg;
        await site.Legs.NoteEndedAsync(leg.LegId, ct);
        return null;
    }

    private async Task WaitOutAsync(StandingLeg leg, IDisposable held, CancellationToken ct)
    {
        using (held)
        {
            try
            {
                await WaitUntilAsync(leg.RingsUntil, ct);
                await site.NoteLegEndedAsync(leg.LegId);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                // It stays written down.
            }
        }
    }

    /// <summary>Those of emergencies that have come to their end, of which nobody thinks any more.</summary>
    private async Task<bool> EndForgottenLegsAsync(string node, CancellationToken ct)
    {
        try
        {
            foreach (var standing in await site.Escalations.StandingAsync(node, ct))
            {
                await Exchange.EndLeftAsync(standing.Cancel!, ct);
                await site.Escalations.NoteEndedAsync(standing.EscalationId, standing.LegId, ct);
            }

            return true;
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // They end when their phones see that nothing refreshes them.
            LogStoreFailed(e);
            return false;
        }
    }
}
