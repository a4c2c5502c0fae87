using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>In support hours: an agent, who hears the folio before the caller.</summary>
internal sealed partial class Conversation
{
    private async Task<CallEnding> ConnectAgentAsync(IReadOnlyList<string> agents, CancellationToken ct)
    {
        await _talk.SayAsync([.. FolioPhrases, Prompt("agent.connecting")], ct);
        foreach (var target in agents)
        {
            if (await RingAgentAsync(target, ct) is { } agent)
            {
                return await BridgeAgentAsync(agent, target, ct);
            }
        }

        _progress.Ending = CallEnding.NobodyAnswered;
        _talk.Lead("agent.nobody");
        await TellDueAsync(ct);
        await ReadFolioAsync(ct);
        return CallEnding.NobodyAnswered;
    }

    /// <summary>Rings one agent while the caller hears music; null when nobody took it.</summary>
    private async Task<ICall?> RingAgentAsync(string target, CancellationToken ct)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var ringing = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var dialling = exchange.DialAsync(
            new DialRequest(target, line.Numbers[0].Number, line.Title, line.Routing.AgentRing.ToTimeSpan()), ringing.Token);
        var music = Music.PlayAsync(call, _talk.Voice, answered.Token);
        var result = await dialling;
        await answered.CancelAsync();
        await music;
        await _talk.RecordAsync("rang", $"{target} {result.GetType().Name}");
        if (result is not DialResult.Answered { Leg: var agent })
        {
            // Whoever hung up while it rang is noticed here, once, with everything ringing cancelled.
            ThrowIfCallerLeft();
            return null;
        }

        return agent;
    }

    private async Task<CallEnding> BridgeAgentAsync(ICall agent, string target, CancellationToken ct)
    {
        var ticket = _progress.Ticket!;
        var theirs = new Talk(site, agent, call.Id, site.Prompts.For(line.Languages[0]), line.Dialogue);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var music = Music.PlayAsync(call, _talk.Voice, waiting.Token);
        try
        {
            await theirs.SayAsync(Whisper("agent.whisper", ticket, _progress.Organisation), ct);
        }
        catch (CallEndedException) when (call.End is null)
        {
            // The agent hung up during the whisper: the caller does not notice.
            _talk.Lead("agent.nobody");
            await waiting.CancelAsync();
            await music;
            await ReadFolioAsync(ct);
            return CallEnding.NobodyAnswered;
        }

        await waiting.CancelAsync();
        await music;
        _progress.Ending = CallEnding.ConnectedToAgent;
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(target), "system", call.Id, site.Clock.Now, ct);
        await _talk.RecordAsync("connected", target);
        await TalkTogether.RunAsync(exchange, call, agent, theirs, ticket, line, _talk.Voice, ct);
        return CallEnding.ConnectedToAgent;
    }

    private void ThrowIfCallerLeft()
    {
        if (call.End is { } end)
        {
            throw new CallEndedException(end);
        }
    }
}
