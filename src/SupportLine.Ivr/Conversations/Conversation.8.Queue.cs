using SupportLine.Domain.Agents;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Queues;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// In support hours, where agents sign in: the caller waits with music, hears from time to time how it stands, and is put through
/// to whoever is rung first by the line's terms.
/// </summary>
internal sealed partial class Conversation
{
    /// <summary>A position beyond is told as that: it would be another by the time it is said.</summary>
    private const int LastSpokenPosition = 9;

    private const char CallBackKey = '1';

    /// <summary>Whether the caller was helped; false when the queue has nobody for this one, or not soon enough.</summary>
    private async Task<bool> QueueAsync(QueueTerms terms, Ticket ticket, CancellationToken ct)
    {
        var product = ticket.Product ?? _progress.Caller?.Contract?.Product;
        await using var place = await queue.JoinAsync(line, ticket, product, call.Id, _progress.Language, ct);
        while (true)
        {
            switch (await NextInQueueAsync(place, CallBackNumber(terms, ticket) is not null, ct))
            {
                case null:
                    await KeepPlaceAsync(place, CallBackNumber(terms, ticket)!, ticket, ct);
                    return true;
                case QueueDecision.Ring ring:
                    if (await RingAgentsAsync(place, ring, ticket, ct) is { } isHelped) return isHelped;
                    ThrowIfCallerLeft();
                    break;
                case QueueDecision.Wait wait:
                    await TellPlaceAsync(place, wait, ct);
                    break;
                case QueueDecision.Overflow overflow:
                    await _talk.Journal.AddAsync("overflowed", overflow.Reason.ToString());
                    await place.LeaveAsync(QueueOutcome.Overflowed);
                    return false;
            }
        }
    }

    /// <summary>What is to be done; null where the caller wants to be called back.</summary>
    private async Task<QueueDecision?> NextInQueueAsync(QueuePlace place, bool mayBeCalledBack, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var next = place.NextAsync(over.Token);
        if (next.IsCompleted) return await next;
        if (!mayBeCalledBack) return await _talk.HoldAsync(next, ct);
        try
        {
            return await _talk.HoldForKeyAsync("queue.hold", CallBackKey, next, ct) ? null : await next;
        }
        finally
        {
            over.Cancel();
        }
    }

    /// <summary>The number to phone, where the line calls back and may phone it; null otherwise.</summary>
    private string? CallBackNumber(QueueTerms terms, Ticket ticket) =>
        terms.CallBacks is { } allowed && TelephoneNumber.ToE164(ticket.ContactNumber, line.Region) is { } number && allowed.MayPhone(number) ? number : null;

    private async Task KeepPlaceAsync(QueuePlace place, string number, Ticket ticket, CancellationToken ct)
    {
        await site.CallBacks.KeepAsync(new CallBack(place.Id, ticket.Folio, call.Id, number, place.Call, site.Clock.Now, 0, CallBackState.Open), ct);
        _progress.Ending = CallEnding.CallBackPromised;
        await place.LeaveAsync(QueueOutcome.CallBackChosen);
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Noted($"The caller chose to be called back at {number}."), TicketDesk.Actor(_progress), call.Id, site.Clock.Now, ct);
        await _talk.SayAsync(Prompts.PlaceKept, ct);
    }

    /// <summary>Said before the music, so that the key for a call-back cuts it short; where there is none, any key.</summary>
    private async Task TellPlaceAsync(QueuePlace place, QueueDecision.Wait wait, CancellationToken ct)
    {
        Phrase[] position = wait.Position switch
        {
            1 => [Prompt(Prompts.QueueNext)],
            <= LastSpokenPosition => [Prompt(Prompts.QueuePosition), new Phrase.Digits(wait.Position.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            _ => [Prompt(Prompts.QueueFar)],
        };
        Phrase[] estimate = await place.EstimateAsync(wait, ct) is { } time ? [Prompt(Prompts.QueueWait), new Phrase.Length(time.ToTimeSpan())] : [];
        if (CallBackNumber(line.Queue!, _progress.Ticket!) is null) await _talk.SayAsync([.. position, .. estimate], ct);
        else _talk.Lead([.. position, .. estimate, Prompt(Prompts.ForACallBack)]);
    }

    /// <summary>Whether an agent who took it helped the caller; false where that one wanted to be relieved and nobody could be reached. Null when nobody took it.</summary>
    private async Task<bool?> RingAgentsAsync(QueuePlace place, QueueDecision.Ring decision, Ticket ticket, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var ring = new AgentRing(site, exchange, queue, line, _talk.Journal);
        place.BeRung(true);
        if (await _talk.HoldAsync(ring.ReachAsync(decision.Agents, (agent, leg) => WhisperAsync(agent, leg, ticket, left.Token, ct), left.Token), ct) is not var (agent, leg))
        {
            place.BeRung(false);
            return null;
        }

        var finished = ring.FinishAsync(agent, leg);
        try
        {
            await place.LeaveAsync(QueueOutcome.Answered, agent.Id);
            return await BridgeAgentAsync(leg, $"agent:{agent.Id}", ticket, ct);
        }
        finally
        {
            await site.Queue.TalkedAsync(place.Id, site.Clock.Now, CancellationToken.None);
            await finished;
        }
    }

    /// <summary>In the agent's language, with the line: an agent may take callers of several.</summary>
    private async Task<bool> WhisperAsync(Agent agent, ICall leg, Ticket ticket, CancellationToken left, CancellationToken ct)
    {
        var language = agent.Languages.FirstOrDefault(site.Prompts.Has) ?? line.Languages[0];
        var talk = _talk.With(leg, site.Prompts.For(language));
        talk.Lead(new Phrase.Dynamic(line.Title, FallbackKey: null));
        var opening = Whisper.To(Prompts.AgentWhisper, ticket, _progress.Caller?.Organisation);
        return await WhisperAsync(talk, ticket.Confirmed ? [.. opening, Prompt(Prompts.EmergencyConfirmed)] : opening, left, ct);
    }
}
