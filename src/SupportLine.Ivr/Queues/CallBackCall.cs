using NodaTime;
using SupportLine.Domain.Agents;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Credits;
using SupportLine.Ivr.Escalations;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Queues;

/// <summary>
/// One call-back, in the place that was kept: the agent first, then the customer, and both are joined. Outside support hours, and
/// while nobody is on duty, it waits.
/// </summary>
internal sealed class CallBackCall(Site site, IExchange exchange, AgentQueue queue, Line line, CallBack callBack)
{
    private static readonly TimeSpan RingCustomer = TimeSpan.FromSeconds(30);

    private readonly CallBackTerms _terms = line.Queue!.CallBacks!;
    private volatile bool _isReached;

    /// <summary>The customer has answered: from here on there is no lease to be kept, and none to be lost.</summary>
    public bool IsReached => _isReached;

    /// <param name="draining">No new calls are taken: it waits for no agent any more, but one who rings is served.</param>
    /// <param name="ct">We stop, or the lease is lost.</param>
    public async Task RunAsync(CancellationToken draining, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(draining, ct);
        if (await site.Tickets.FindAsync(callBack.Folio, ct) is not { } ticket)
        {
            await site.CallBacks.CloseAsync(callBack.Id, CallBackState.Failed, ct);
            return;
        }

        await using var place = queue.Rejoin(line, callBack);
        while (line.Hours.IsOpen(site.Clock.Now))
        {
            switch (await place.NextAsync(waiting.Token))
            {
                case QueueDecision.Overflow:
                    await site.CallBacks.PutOffAsync(callBack.Id, site.Clock.Now + _terms.Delay, callBack.Attempts, ct);
                    return;
                case QueueDecision.Ring ring when line.Hours.IsOpen(site.Clock.Now) && await TryAsync(place, ring, ticket, ct):
                    return;
            }
        }

        await site.CallBacks.PutOffAsync(callBack.Id, line.Hours.NextOpening(site.Clock.Now), callBack.Attempts, ct);
    }

    /// <summary>False when no agent took it.</summary>
    private async Task<bool> TryAsync(QueuePlace place, QueueDecision.Ring decision, Ticket ticket, CancellationToken ct)
    {
        var journal = new CallJournal(site.Calls, site.Clock, callId: null);
        var ring = new AgentRing(site, exchange, queue, line, journal);
        if (await ring.ReachAsync(decision.Agents, (agent, leg) => GreetAsync(agent, leg, ticket, journal, ct), ct) is not var (agent, leg))
        {
            place.GoOn();
            return false;
        }

        var finished = ring.FinishAsync(agent, leg);
        try
        {
            await MeetAsync(agent, leg, ticket, journal, ct);
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
            await finished;
        }

        return true;
    }

    private Talk AgentTalk(Agent agent, ICall leg, CallJournal journal) =>
        new(leg, journal, site.Prompts.For(agent.Languages.FirstOrDefault(site.Prompts.Has) ?? line.Languages[0]), line.Dialogue);

    private async Task<bool> GreetAsync(Agent agent, ICall leg, Ticket ticket, CallJournal journal, CancellationToken ct)
    {
        var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
        var talk = AgentTalk(agent, leg, journal);
        try
        {
            talk.Lead(Whisper.To(Prompts.CallBackWhisper, ticket, organisation));
            talk.Lead(Whisper.SeverityOf(line, ticket, talk.Voice));
            talk.Lead(Whisper.RecordingNotice(line));
            await talk.SayFullyAsync([Prompt(Prompts.CallingCustomer)], ct);
            return true;
        }
        catch (CallEndedException)
        {
            return false;
        }
    }

    private async Task MeetAsync(Agent agent, ICall leg, Ticket ticket, CallJournal journal, CancellationToken ct)
    {
        var talk = AgentTalk(agent, leg, journal);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, leg.Ended);
        var request = new DialRequest(callBack.Number, line.Numbers[0].Number, line.Title, RingCustomer);
        if (await talk.HoldAsync(site.DialNotedAsync(exchange, request, left.Token), ct) is DialResult.Answered { Leg: var customer })
        {
            await JoinAsync(agent, leg, customer, ticket, journal, ct);
            return;
        }

        // An agent who hung up while it rang leaves the customer as they were.
        if (leg.End is not null)
        {
            await site.CallBacks.PutOffAsync(callBack.Id, site.Clock.Now + _terms.Delay, callBack.Attempts, ct);
            return;
        }

        await NoteMissAsync(agent, ct);
        try
        {
            await talk.SayFullyAsync([Prompt(Prompts.CustomerSilent)], ct);
        }
        catch (CallEndedException)
        {
            // The agent has noticed.
        }
    }

    private async Task JoinAsync(Agent agent, ICall leg, ICall customer, Ticket ticket, CallJournal journal, CancellationToken ct)
    {
        try
        {
            // From here on they have been reached: a process that dies phones nobody twice.
            _isReached = true;
            await site.CallBacks.CloseAsync(callBack.Id, CallBackState.Done, ct);
            var voice = site.Prompts.For(site.Prompts.Has(callBack.Call.Language) ? callBack.Call.Language : line.Languages[0]);
            var caller = new Talk(customer, journal, voice, line.Dialogue);
            await caller.SayFullyAsync([Prompt(Prompts.CalledBack), .. Whisper.RecordingNotice(line)], ct);
            await TalkAsync(TalkHelper.Agent(leg, agent.Id), caller, ticket, ct);
        }
        catch (OperationCanceledException) when (customer.End is not null)
        {
            // The customer hung up: the talk is over.
        }
        finally
        {
            await customer.HangUpAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// The talk, recorded and paid for as any (SNG-03). Where an agent who was with the customer wanted to be relieved and nobody could be
    /// reached, whoever answers next goes on; where nobody does, the customer is told and the ticket says so.
    /// </summary>
    private async Task TalkAsync(TalkHelper first, Talk caller, Ticket ticket, CancellationToken ct)
    {
        var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
        var colleagues = new Colleagues(site, exchange, queue, line, caller, ticket, organisation);
        try
        {
            if (await BridgeAsync(first, caller, ticket, colleagues, $"{callBack.CallId}-called-back.wav", ct)) return;
            using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, caller.Leg.Ended);
            if (await caller.HoldAsync(colleagues.AnotherAsync(null, [first.Who], left.Token), ct) is { } next)
            {
                if (await BridgeAsync(next, caller, ticket, colleagues, $"{callBack.CallId}-called-back-2.wav", ct)) return;
            }

            await site.Tickets.AppendAsync(
                ticket.Folio, new TicketChange.Noted("The customer who was called back was to be put through, and nobody answered.", Inside: true), "system", caller.Leg.Id, site.Clock.Now, ct);
            await caller.SayFullyAsync([Prompt(Prompts.NobodyAnswers)], ct);
        }
        finally
        {
            await colleagues.FinishedAsync();
        }
    }

    /// <summary>False where the helper wanted to be relieved and nobody could be reached.</summary>
    /// <param name="helper">Who speaks with the customer; has hung up when this returns.</param>
    /// <param name="caller">The customer.</param>
    /// <param name="ticket">What it is about.</param>
    /// <param name="colleagues">Whom the helper can hand the customer over to.</param>
    /// <param name="file">Its recording, named by the call that it belongs to and is paid for with.</param>
    /// <param name="ct">Cancels it.</param>
    private async Task<bool> BridgeAsync(TalkHelper helper, Talk caller, Ticket ticket, Colleagues colleagues, string file, CancellationToken ct)
    {
        try
        {
            await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(helper.Who), "system", caller.Leg.Id, site.Clock.Now, ct);
            await using var metered = await MeteredTime.BeginWhereDueAsync(site, line, ticket, callBack.CallId, ct);
            var tape = line.RecordsTalks.Value ? new TalkTape(site, caller, file) : null;
            return await new BridgedTalk(site, exchange, line, caller, ticket, tape, colleagues) { PartOf = callBack.CallId }.RunAsync(helper, ct);
        }
        finally
        {
            await helper.Leg.HangUpAsync(CancellationToken.None);
        }
    }

    private async Task NoteMissAsync(Agent agent, CancellationToken ct)
    {
        var attempts = callBack.Attempts + 1;
        await site.Tickets.AppendAsync(
            callBack.Folio, new TicketChange.Noted($"Called back at {callBack.Number}: no answer.", Inside: true), $"agent:{agent.Id}", callBack.CallId, site.Clock.Now, ct);
        if (attempts < _terms.Attempts) await site.CallBacks.PutOffAsync(callBack.Id, site.Clock.Now + _terms.Delay, attempts, ct);
        else await site.CallBacks.CloseAsync(callBack.Id, CallBackState.Failed, ct);
    }
}
