using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Queues;

/// <summary>One wait for an agent, from its joining to its end.</summary>
internal sealed class QueuePlace(Site site, AgentQueue queue, QueueTerms terms, QueuedCall call) : IAsyncDisposable
{
    private QueuedCall _call = call;
    private Instant? _toldAt;
    private bool _hasLeft;

    /// <summary>Of the wait.</summary>
    public string Id => _call.Id;

    /// <summary>As it waits.</summary>
    public QueuedCall Call => _call;

    /// <summary>What is to be done for it, as soon as there is something: whom to ring, that it waits no longer, or that it is time to say how it stands.</summary>
    public async Task<QueueDecision> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            var changed = queue.Changed;
            var decision = QueueRule.Decide(terms, _call, queue.Waiting, await queue.AgentsAsync(ct), site.Clock.Now);
            if (decision is not QueueDecision.Wait || IsTimeToTell()) return decision;
            await queue.WaitAsync(changed, ct);
        }
    }

    /// <summary>How long it will be, where that is known.</summary>
    public async Task<Duration?> EstimateAsync(QueueDecision.Wait wait, CancellationToken ct)
    {
        var talks = await site.Queue.LastTalksAsync(_call.LineId, WaitEstimate.MostCalls, ct);
        return WaitEstimate.Of(wait.Position, wait.OnDuty, [.. talks.Select(talk => talk + terms.WrapUp)]);
    }

    public void BeRung(bool isRung) => queue.Put(_call = _call with { IsRung = isRung });

    /// <summary>It is over; the first ending holds.</summary>
    public async Task LeaveAsync(QueueOutcome outcome, string? agentId = null)
    {
        if (_hasLeft) return;
        _hasLeft = true;
        queue.Remove(_call);
        await site.Queue.LeaveAsync(_call.Id, outcome, agentId, site.Clock.Now, CancellationToken.None);
    }

    /// <summary>Whoever leaves in any other way has hung up.</summary>
    public async ValueTask DisposeAsync() => await LeaveAsync(QueueOutcome.Abandoned);

    private bool IsTimeToTell()
    {
        var now = site.Clock.Now;
        if (_toldAt is { } told && now - told < terms.AnnounceEvery) return false;
        _toldAt = now;
        return true;
    }
}
