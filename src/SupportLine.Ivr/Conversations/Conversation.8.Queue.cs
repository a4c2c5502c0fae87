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
            var (decision, reached) = await NextInQueueAsync(place, ticket, CallBackNumber(terms, ticket) is not null, ct);
            switch (decision)
            {
                case null:
                    await KeepPlaceAsync(place, CallBackNumber(terms, ticket)!, ticket, ct);
                    return true;
                case QueueDecision.Ring when reached is not null:
                    return await TalkToAgentAsync(place, reached, ticket, ct);
                case QueueDecision.Ring:
                    place.GoOn();
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

    /// <summary>What is to be done, and whoever was reached where that was to ring; no decision where the caller wants to be called back.</summary>
    private async Task<(QueueDecision? Decision, ReachedAgent? Reached)> NextInQueueAsync(
        QueuePlace place, Ticket ticket, bool mayBeCalledBack, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var next = place.NextAsync(over.Token);
        if (next.IsCompleted && await next is not QueueDecision.Ring) return (await next, null);

        // Whose turn it is while the place is still being told is rung for at once, and hears it to the end.
        if (!mayBeCalledBack) return await _talk.HoldAsync(RungAsync(place, next, ticket, over.Token, ct), ct);
        try
        {
            if (!next.IsCompleted && await _talk.HoldForKeyAsync("queue.hold", CallBackKey, next, ct)) return (null, null);
            return await _talk.HoldAsync(RungAsync(place, next, ticket, over.Token, ct), ct);
        }
        finally
        {
            over.Cancel();
        }
    }

    /// <summary>The decision, once whoever is to be rung by it has been.</summary>
    private async Task<(QueueDecision? Decision, ReachedAgent? Reached)> RungAsync(
        QueuePlace place, Task<QueueDecision> next, Ticket ticket, CancellationToken left, CancellationToken ct)
    {
        if (await next is not QueueDecision.Ring ring) return (await next, null);
        var colleagues = ColleaguesFor(ticket);
        var phones = new AgentRing(site, exchange, queue, line, _talk.Journal);
        return await phones.ReachAsync(ring.Agents, (agent, leg) => colleagues.WhisperAsync(agent, leg, left, ct), left) is var (agent, leg)
            ? (ring, new ReachedAgent(agent, leg, phones.FinishAsync(agent, leg)))
            : (ring, null);
    }

    /// <summary>The number to phone, where the line calls back and may phone it; null otherwise.</summary>
    private string? CallBackNumber(QueueTerms terms, Ticket ticket) =>
        terms.CallBacks is { } allowed && TelephoneNumber.ToE164(ticket.ContactNumber, line.Region) is { } number && allowed.MayPhone(number) ? number : null;

    private async Task KeepPlaceAsync(QueuePlace place, string number, Ticket ticket, CancellationToken ct)
    {
        await site.CallBacks.KeepAsync(new CallBack(place.Id, ticket.Folio, call.Id, number, place.Call, site.Clock.Now, 0, CallBackState.Open), ct);
        _progress.Ending = CallEnding.CallBackPromised;
        await place.LeaveAsync(QueueOutcome.CallBackChosen);
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Noted($"The caller chose to be called back at {number}.", Inside: true), TicketDesk.Actor(_progress), call.Id, site.Clock.Now, ct);
        await _talk.SayAsync(Prompts.PlaceKept, ct);
    }

    /// <summary>Said before the music; the key for a call-back cuts it short.</summary>
    private async Task TellPlaceAsync(QueuePlace place, QueueDecision.Wait wait, CancellationToken ct)
    {
        Phrase[] position = wait.Position switch
        {
            1 => [Prompt(Prompts.QueueNext)],
            <= LastSpokenPosition => [Prompt(Prompts.QueuePosition), new Phrase.Digits(wait.Position.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            _ => [Prompt(Prompts.QueueFar)],
        };
        Phrase[] estimate = await place.EstimateAsync(wait, ct) is { } time ? [Prompt(Prompts.QueueWait), new Phrase.Length(time.ToTimeSpan())] : [];
        Phrase[] offer = CallBackNumber(line.Queue!, _progress.Ticket!) is null ? [] : [Prompt(Prompts.ForACallBack)];
        _talk.Lead([.. position, .. estimate, .. offer]);
    }

    /// <summary>Whether the agent helped the caller; false where that one wanted to be relieved and nobody could be reached.</summary>
    private async Task<bool> TalkToAgentAsync(QueuePlace place, ReachedAgent reached, Ticket ticket, CancellationToken ct)
    {
        try
        {
            await place.LeaveAsync(QueueOutcome.Answered, reached.Agent.Id);
            return await BridgeAgentAsync(reached.Leg, $"agent:{reached.Agent.Id}", ticket, ct);
        }
        finally
        {
            // The leg first, whatever failed: nobody is left in silence.
            await reached.Leg.HangUpAsync(CancellationToken.None);
            try
            {
                await site.Queue.TalkedAsync(place.Id, site.Clock.Now, CancellationToken.None);
            }
            finally
            {
                await reached.Finished;
            }
        }
    }

    /// <summary>An agent who answered and was told what it is about.</summary>
    /// <param name="Agent">Who.</param>
    /// <param name="Leg">The phone.</param>
    /// <param name="Finished">Completes once the leg has ended and the agent is free again.</param>
    private sealed record ReachedAgent(Agent Agent, ICall Leg, Task Finished);
}
