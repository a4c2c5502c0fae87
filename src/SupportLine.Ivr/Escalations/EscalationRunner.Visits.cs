using NodaTime;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Ivr.Nodes;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Escalations;

/// <summary>Engineers who phone in, on the ladder that runs here, or on none: another node's, or one that has ended in vain.</summary>
public sealed partial class EscalationRunner
{
    /// <summary>Asks the engineer; returns when that is over, with the talk where they took it.</summary>
    /// <param name="escalation">As it stands.</param>
    /// <param name="line">Its line.</param>
    /// <param name="step">Who phoned, and from which of their phones.</param>
    /// <param name="leg">The call, answered.</param>
    /// <param name="ct">We stop.</param>
    internal async Task<RingEnd> AskAsync(Escalation escalation, Line line, LadderStep step, ICall leg, CancellationToken ct)
    {
        var visit = new Visit(step.Engineer.Id, leg, escalation.IsForLater);
        using var held = _lines.Enter(step.Engineer.Id);
        if (!_ladders.TryGetValue(escalation.Id, out var ladder) || !ladder.TryAdmit(visit))
        {
            ladder = new Ladder(escalation, callerWaits: false);
            ladder.TryAdmit(visit);
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keeping = KeepAsync(ladder, over.Token);

        // Whatever fails once it is taken, this ladder rings nobody more: the row is taken up when its lease lapses.
        var end = RingEnd.Settled;
        try
        {
            return end = await new EngineerCall(site, Exchange, ladder, line, step, escalation.Place, visit) { Held = held }.VisitAsync(ct);
        }
        finally
        {
            ladder.Leave(visit, end);
            over.Cancel();
            await keeping;
            if (end == RingEnd.Dropped && !_ladders.ContainsKey(escalation.Id)) await FreeAsync(escalation.Id);
        }
    }

    /// <summary>Open again, and no ladder runs here: whoever looks next takes it up at once.</summary>
    private Task<bool?> FreeAsync(string id) =>
        LeaseKeeper.AskAsync(() => site.Escalations.RenewAsync(id, site.Node, RealNow, Duration.Zero, CancellationToken.None), LogStoreFailed);

    /// <summary>Keeps the lease that comes with the acceptance; while another node has it this does nothing.</summary>
    private async Task KeepAsync(Ladder ladder, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, site.RealTime, ct);
                await IsKeptAsync(ladder, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The engineer has left.
        }
    }
}
