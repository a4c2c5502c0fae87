using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Queues;

/// <summary>
/// Agents rung for one call, one or all at once: the first to answer has it. Who does not answer has missed it; who was not given
/// the time to, or whose phone cannot be reached, has not.
/// </summary>
internal sealed class AgentRing(Site site, IExchange exchange, AgentQueue queue, Line line, CallJournal journal)
{
    /// <summary>A phone that is not answered is not rung again at once.</summary>
    private static readonly Duration RestAfterRing = Duration.FromSeconds(5);

    private readonly HashSet<string> _held = [];

    /// <summary>The agent who answered and was greeted, held until <see cref="FinishAsync"/> has seen the leg end; null when nobody was.</summary>
    /// <param name="agents">Whom to ring.</param>
    /// <param name="greet">Tells the agent what it is about; false when the agent hung up meanwhile.</param>
    /// <param name="left">The caller has left: what rings stops ringing.</param>
    public async Task<(Agent Agent, ICall Leg)?> ReachAsync(IReadOnlyList<Agent> agents, Func<Agent, ICall, Task<bool>> greet, CancellationToken left)
    {
        Agent? reached = null;
        try
        {
            foreach (var agent in agents)
            {
                if (await IsClaimedAsync(agent, left)) _held.Add(agent.Id);
            }

            queue.Pulse();
            if (await FirstAsync([.. agents.Where(agent => _held.Contains(agent.Id))], left) is not var (first, leg)) return null;
            if (await IsGreetedAsync(greet, first, leg))
            {
                reached = first;
                return (first, leg);
            }

            if (!left.IsCancellationRequested) await MissAsync(first, "hung up");
            return null;
        }
        finally
        {
            foreach (var id in _held.Where(id => id != reached?.Id)) await queue.GiveBackAsync(id, () => site.Agents.ReleaseAsync(id, site.Node, CancellationToken.None));
            queue.Pulse();
        }
    }

    /// <summary>Whoever is not told what it is about, for whatever reason, is not left in silence.</summary>
    private static async Task<bool> IsGreetedAsync(Func<Agent, ICall, Task<bool>> greet, Agent agent, ICall leg)
    {
        var isGreeted = false;
        try
        {
            return isGreeted = await greet(agent, leg);
        }
        finally
        {
            if (!isGreeted) await leg.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>The agent is free again, when it is written up, once the leg has ended.</summary>
    public async Task FinishAsync(Agent agent, ICall leg)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (leg.Ended.Register(() => ended.TrySetResult())) await ended.Task;
        var now = site.Clock.Now;
        await journal.AddAsync("freed", $"agent:{agent.Id}");
        await queue.GiveBackAsync(agent.Id, () => site.Agents.FinishAsync(agent.Id, site.Node, now, now + line.Queue!.WrapUp, CancellationToken.None));
    }

    /// <summary>False where somebody else was faster, or the store does not say.</summary>
    private async Task<bool> IsClaimedAsync(Agent agent, CancellationToken ct)
    {
        if (!queue.TryKeep(agent.Id)) return false;
        try
        {
            if (await site.Agents.ClaimAsync(agent.Id, site.Node, site.Clock.Now, ct)) return true;
        }
        catch (Exception e)
        {
            // It may have been written all the same, and nobody else here can have them.
            await queue.GiveBackAsync(agent.Id, () => site.Agents.ReleaseAsync(agent.Id, site.Node, CancellationToken.None));
            if (!StoreFault.Is(e)) throw;
            return false;
        }

        queue.LetGo(agent.Id);
        return false;
    }

    private async Task<(Agent Agent, ICall Leg)?> FirstAsync(IReadOnlyList<Agent> agents, CancellationToken left)
    {
        using var settled = CancellationTokenSource.CreateLinkedTokenSource(left);
        (Agent Agent, ICall Leg)? first = null;
        var rings = agents.Select(agent => DialAsync(agent, settled.Token)).ToList();
        while (rings.Count > 0)
        {
            var ring = await Task.WhenAny(rings);
            rings.Remove(ring);
            var (agent, result, isOver) = await ring;
            await journal.AddAsync("rang", $"agent:{agent.Id} {result.GetType().Name}");
            switch (result)
            {
                case DialResult.Answered { Leg: var leg } when first is null:
                    first = (agent, leg);
                    settled.Cancel();
                    break;
                case DialResult.Answered { Leg: var late }:
                    await late.HangUpAsync(CancellationToken.None);
                    break;
                case DialResult.Cancelled:
                    break;
                case DialResult.Failed { Status: 0 } when !isOver:
                    await RestAsync(agent);
                    break;
                default:
                    await MissAsync(agent, result.GetType().Name);
                    break;
            }
        }

        return first;
    }

    /// <returns>How it came out, and whether it took as long as a phone rings.</returns>
    private async Task<(Agent Agent, DialResult Result, bool IsOver)> DialAsync(Agent agent, CancellationToken ct)
    {
        var began = site.RealTime.GetTimestamp();
        await journal.AddAsync("ringing", $"agent:{agent.Id}");
        var request = new DialRequest(agent.Phone, line.Numbers[0].Number, line.Title, line.Routing.AgentRing.ToTimeSpan()) { PartOf = journal.CallId };
        var result = await site.DialNotedAsync(exchange, request, ct);
        return (agent, result, site.RealTime.GetElapsedTime(began) >= request.RingFor);
    }

    private async Task MissAsync(Agent agent, string how)
    {
        var now = site.Clock.Now;
        _held.Remove(agent.Id);
        await queue.GiveBackAsync(agent.Id, () => site.Agents.MissAsync(agent.Id, site.Node, now, now + RestAfterRing, line.Queue!.PauseAfterMissed, CancellationToken.None));
        await journal.AddAsync("missed", $"agent:{agent.Id} {how}");
    }

    private async Task RestAsync(Agent agent)
    {
        var now = site.Clock.Now;
        _held.Remove(agent.Id);
        await queue.GiveBackAsync(agent.Id, () => site.Agents.RestAsync(agent.Id, site.Node, now, now + RestAfterRing, CancellationToken.None));
        await journal.AddAsync("unreached", $"agent:{agent.Id}");
    }
}
