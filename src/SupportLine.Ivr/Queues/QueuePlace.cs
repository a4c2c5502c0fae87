using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;

namespace SupportLine.Ivr.Queues;

/// <summary>One wait for an agent, from its joining to its end.</summary>
internal sealed class QueuePlace(Site site, AgentQueue queue, QueueTerms terms, QueuedCall call) : IAsyncDisposable
{
    private Instant? _toldAt;
    private Instant? _rungAt;
    private bool _hasLeft;

    /// <summary>Of the wait.</summary>
    public string Id => call.Id;

    /// <summary>As it waits.</summary>
    public QueuedCall Call => call;

    /// <summary>What is to be done for it, as soon as there is something: whom to ring, that it waits no longer, or that it is time to say how it stands.</summary>
    public async Task<QueueDecision> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            var changed = queue.Changed;
            if (await DecideAsync(ct) is not { } decision)
            {
                await queue.WaitAsync(changed, ct);
                continue;
            }

            if (decision is QueueDecision.Ring) _rungAt = site.Clock.Now;
            if (decision is not QueueDecision.Wait || IsTimeToTell()) return decision;
            await queue.WaitAsync(changed, ct);
        }
    }

    /// <summary>How long it will be, where that is known.</summary>
    public async Task<Duration?> EstimateAsync(QueueDecision.Wait wait, CancellationToken ct)
    {
        try
        {
            var talks = await site.Queue.LastTalksAsync(call.LineId, WaitEstimate.MostCalls, ct);
            return WaitEstimate.Of(wait.Position, wait.OnDuty, [.. talks.Select(talk => talk + terms.WrapUp)]);
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            return null;
        }
    }

    /// <summary>Nobody took it of those who were rung: it waits again.</summary>
    public void GoOn() => queue.Put(call);

    /// <summary>It is over; the first ending holds.</summary>
    public async Task LeaveAsync(QueueOutcome outcome, string? agentId = null)
    {
        if (_hasLeft) return;
        _hasLeft = true;
        queue.Remove(call);
        try
        {
            await site.Queue.LeaveAsync(call.Id, outcome, agentId, outcome == QueueOutcome.Answered ? _rungAt : null, site.Clock.Now, CancellationToken.None);
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            // A figure costs nobody the talk: the next start takes it for a wait that was cut off.
        }
    }

    /// <summary>Whoever leaves in any other way has hung up.</summary>
    public async ValueTask DisposeAsync() => await LeaveAsync(QueueOutcome.Abandoned);

    /// <summary>Null while the store is away: whoever waits keeps the place, and it is looked again within a second.</summary>
    private async Task<QueueDecision?> DecideAsync(CancellationToken ct)
    {
        try
        {
            return await queue.DecideAsync(terms, call, ct);
        }
        catch (Exception e) when (StoreFault.Is(e))
        {
            return null;
        }
    }

    private bool IsTimeToTell()
    {
        var now = site.Clock.Now;
        if (_toldAt is { } told && now - told < terms.AnnounceEvery) return false;
        _toldAt = now;
        return true;
    }
}
