using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Queues;

namespace SupportLine.Ivr.Conversations;

/// <summary>Another agent, for a talk that goes on meanwhile.</summary>
internal sealed partial class Conversation
{
    /// <summary>Agents who came by being handed a caller: each is given back when the leg has ended.</summary>
    private readonly List<Task> _finishing = [];

    /// <summary>An agent who signed in and is free, the longest idle first; then the targets of the department or line. Null when nobody answers.</summary>
    private async Task<TalkHelper?> AnotherAgentAsync(
        Ticket ticket, Department? department, IReadOnlyCollection<string> present, CancellationToken stop, CancellationToken ct)
    {
        if (line.Queue is not null && await AnotherSignedInAsync(ticket, department, stop, ct) is { } signedIn) return signedIn;
        foreach (var target in department is { Agents.Count: > 0 } ? department.Agents : line.Routing.Agents)
        {
            if (!present.Contains(target) && await ReachAgentAsync(target, ticket, stop) is { } leg) return new TalkHelper(leg, target);
        }

        return null;
    }

    private async Task<TalkHelper?> AnotherSignedInAsync(Ticket ticket, Department? department, CancellationToken stop, CancellationToken ct)
    {
        var ring = new AgentRing(site, exchange, queue, line, _talk.Journal);
        foreach (var agent in await FreeAgentsAsync(department, stop))
        {
            if (await ring.ReachAsync([agent], (reached, leg) => WhisperAsync(reached, leg, ticket, stop, ct), stop) is not var (next, leg)) continue;
            _finishing.Add(ring.FinishAsync(next, leg));
            return TalkHelper.Agent(leg, next.Id);
        }

        return null;
    }

    private async Task<List<Agent>> FreeAgentsAsync(Department? department, CancellationToken ct)
    {
        var products = line.Products.Where(product => product.Department == department?.Id).Select(product => product.Id).ToList();
        return
        [
            .. (await site.Agents.AgentsAsync(ct))
                .Where(standing => standing.State.IsFreeAt(site.Clock.Now) && standing.Agent.Lines.Contains(line.Id) && standing.Agent.Languages.Contains(_progress.Language))
                .Where(standing => department is null || standing.Agent.Skills.Count == 0 || standing.Agent.Skills.Any(skill => products.Contains(skill.Product)))
                .OrderBy(standing => standing.State.IdleSince)
                .Select(standing => standing.Agent),
        ];
    }
}
