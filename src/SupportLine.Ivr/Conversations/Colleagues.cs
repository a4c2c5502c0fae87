using SupportLine.Domain.Agents;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Queues;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;

namespace SupportLine.Ivr.Conversations;

/// <summary>Who else could help a caller, rung and told what it is about before they are joined.</summary>
/// <param name="site">Who is on duty.</param>
/// <param name="exchange">Rings them.</param>
/// <param name="queue">Hears who is taken and who is free again.</param>
/// <param name="line">Its agents.</param>
/// <param name="caller">The caller.</param>
/// <param name="ticket">What it is about.</param>
/// <param name="organisation">Whose; null for a caller nobody could identify.</param>
internal sealed class Colleagues(
    Site site, IExchange exchange, AgentQueue queue, Line line, Talk caller, Ticket ticket, Organisation? organisation)
{
    /// <summary>Agents who signed in and were handed the caller: each is given back when the leg has ended.</summary>
    private readonly List<Task> _finishing = [];

    /// <summary>All who were handed the caller are free again, or writing it up.</summary>
    public Task FinishedAsync() => Task.WhenAll(_finishing);

    /// <summary>Rings a target and whispers; null when nobody took it, or hung up before the caller was there.</summary>
    public async Task<ICall?> ReachAsync(string target, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, caller.Leg.Ended);
        await caller.Journal.AddAsync("ringing", target);
        var result = await site.DialNotedAsync(
            exchange,
            new DialRequest(target, line.Numbers[0].Number, line.Title, line.Routing.AgentRing.ToTimeSpan()) { PartOf = caller.Leg.Id },
            left.Token);
        await caller.Journal.AddAsync("rang", $"{target} {result.GetType().Name}");
        if (result is not DialResult.Answered { Leg: var agent }) return null;
        return await WhisperAsync(caller.With(agent, site.Prompts.For(line.Languages[0])), left.Token, ct) ? agent : null;
    }

    /// <summary>Tells an agent who signed in, in that one's language, with the line: an agent may take callers of several.</summary>
    public Task<bool> WhisperAsync(Agent agent, ICall leg, CancellationToken left, CancellationToken ct)
    {
        var talk = caller.With(leg, site.Prompts.For(agent.Languages.FirstOrDefault(site.Prompts.Has) ?? line.Languages[0]));
        talk.Lead(new Phrase.Dynamic(line.Title, FallbackKey: null));
        return WhisperAsync(talk, left, ct);
    }

    /// <summary>
    /// An agent who signed in and is free, the longest idle first; then the targets of the department or line that are not
    /// present. Null when nobody answers.
    /// </summary>
    public async Task<TalkHelper?> AnotherAsync(Department? department, IReadOnlyCollection<string> present, CancellationToken ct)
    {
        if (line.Queue is not null && await AnotherSignedInAsync(department, ct) is { } signedIn) return signedIn;
        foreach (var target in department is { Agents.Count: > 0 } ? department.Agents : line.Routing.Agents)
        {
            if (!present.Contains(target) && await ReachAsync(target, ct) is { } leg) return new TalkHelper(leg, target);
        }

        return null;
    }

    /// <summary>Tells whoever answered what it is about; false when they hung up meanwhile, or the caller did, which they are told.</summary>
    private async Task<bool> WhisperAsync(Talk talk, CancellationToken left, CancellationToken ct)
    {
        try
        {
            talk.Lead(Whisper.To(Prompts.AgentWhisper, ticket, organisation));
            talk.Lead(Whisper.SeverityOf(line, ticket, talk.Voice));
            await talk.SayFullyAsync(Whisper.RecordingNotice(line), left);
            return true;
        }
        catch (OperationCanceledException) when (talk.Leg.End is not null)
        {
            return false;
        }
        catch (OperationCanceledException) when (caller.Leg.End is not null)
        {
            await TellGoneAsync(talk, ct);
            return false;
        }
    }

    private static async Task TellGoneAsync(Talk talk, CancellationToken ct)
    {
        try
        {
            await talk.SayFullyAsync([Talk.Prompt(Prompts.CallerGone)], ct);
        }
        catch (CallEndedException)
        {
            // The agent has noticed.
            return;
        }

        await talk.Leg.HangUpAsync(ct);
    }

    private async Task<TalkHelper?> AnotherSignedInAsync(Department? department, CancellationToken ct)
    {
        var ring = new AgentRing(site, exchange, queue, line, caller.Journal);
        foreach (var agent in await FreeAgentsAsync(department, ct))
        {
            if (await ring.ReachAsync([agent], (reached, leg) => WhisperAsync(reached, leg, ct, CancellationToken.None), ct) is not var (next, leg)) continue;
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
                .Where(standing => standing.State.IsFreeAt(site.Clock.Now) && standing.Agent.Lines.Contains(line.Id) && standing.Agent.Languages.Contains(caller.Voice.Language))
                .Where(standing => department is null || standing.Agent.Skills.Count == 0 || standing.Agent.Skills.Any(skill => products.Contains(skill.Product)))
                .OrderBy(standing => standing.State.IdleSince)
                .Select(standing => standing.Agent),
        ];
    }
}
