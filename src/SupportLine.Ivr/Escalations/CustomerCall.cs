using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Escalations;

/// <summary>An engineer is there and the caller is not: the line phones the caller, showing its own number, and joins the two.</summary>
internal sealed class CustomerCall(Site site, IExchange exchange, Escalation escalation, Line line)
{
    private readonly string _legId = LegId.New(site.RealTime);

    /// <summary>Apart when the caller could not be reached, or was not to be phoned, and the engineer was told the number; dropped when the engineer left before.</summary>
    public async Task<Meeting> RunAsync(Talk engineer, Ticket ticket, string engineerId, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, engineer.Leg.Ended);
        try
        {
            if (!escalation.CallBackNumber.Any(char.IsAsciiDigit))
            {
                await engineer.SayFullyAsync([Prompt(Prompts.CallBackNoNumber)], ct);
                return Meeting.Apart;
            }

            if (!await MayPhoneAsync(ticket, ct))
            {
                await TellNumberAsync(engineer, ticket, engineerId, ct);
                return Meeting.Apart;
            }

            await engineer.SayFullyAsync([Prompt(Prompts.CallingCaller)], ct);
            await EndWaitAsync(ct);
            Task NoteAsync(string how) => site.Escalations.NoteAttemptAsync(
                new EscalationAttempt(escalation.Id, _legId, engineerId, escalation.CallBackNumber, site.Clock.Now, AttemptOutcome.Caller) { Cancel = how }, ct);
            var dial = new DialRequest(escalation.CallBackNumber, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan())
            {
                LegId = _legId,
                IsOnCall = true,
                Clock = site.Clock.Time,
                BeforeRing = NoteAsync,
                BeforeTalk = NoteAsync,
            };
            var result = await engineer.HoldAsync(exchange.DialAsync(dial, left.Token), left.Token);
            if (result is DialResult.Answered { Leg: var leg }) return await JoinAsync(engineer.Leg, engineerId, leg, ticket, left.Token, ct);
            await engineer.SayFullyAsync(NumberPhrases(), ct);
            return Meeting.Apart;
        }
        catch (OperationCanceledException) when (engineer.Leg.End is not null && !ct.IsCancellationRequested)
        {
            return Meeting.Dropped;
        }
        finally
        {
            await site.NoteLegEndedAsync(escalation.Id, _legId);
        }
    }

    /// <summary>What it costs is the operator's: whatever number was left, within the line's bounds; one on file of the customer's anywhere.</summary>
    private async Task<bool> MayPhoneAsync(Ticket ticket, CancellationToken ct) =>
        line.MayPhoneBack(escalation.CallBackNumber)
        || (ticket.OrganisationId is { } organisation
            && (await site.Directory.ContactsAsync(organisation, ct)).Any(contact => contact.Phone == escalation.CallBackNumber));

    private async Task TellNumberAsync(Talk engineer, Ticket ticket, string engineerId, CancellationToken ct)
    {
        var why = $"{escalation.CallBackNumber} was not phoned but told to {engineerId}: it is outside call-back-prefixes of line {line.Id} and on file for nobody of the customer.";
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Noted(why, Inside: true), "system", escalation.CallId, site.Clock.Now, ct);
        await engineer.SayFullyAsync(NumberPhrases(), ct);
    }

    /// <summary>The caller may still wait in a call of the node that worked on it before: the telephone has to be free.</summary>
    private async Task EndWaitAsync(CancellationToken ct)
    {
        if (escalation.CallId is not { } id || await site.Legs.FindAsync(id, ct) is not { } leg || leg.Node == site.Node) return;
        await exchange.EndLeftAsync(leg.Ending, ct);
        await site.NoteLegEndedAsync(leg.LegId);
    }

    /// <summary>Once they are joined, whoever hangs up ends the talk: an engineer who was with the caller long enough has done with it, unless they left the caller to nobody.</summary>
    private async Task<Meeting> JoinAsync(ICall engineer, string engineerId, ICall leg, Ticket ticket, CancellationToken left, CancellationToken ct)
    {
        var caller = new Talk(leg, new CallJournal(site.Calls, site.Clock, escalation.CallId), VoiceOf(escalation.Language), line.Dialogue);
        try
        {
            if (line.RecordsTalks.Value) caller.Lead(Prompts.TalkIsRecorded);
            await caller.SayFullyAsync([Prompt(Prompts.EngineerAccepted)], left);
            var helper = TalkHelper.Engineer(engineer, engineerId);
            await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(helper.Who), "system", escalation.CallId, site.Clock.Now, ct);
            var tape = line.RecordsTalks.Value ? new TalkTape(site, caller, escalation.CallId is { } id ? $"{id}-{leg.Id}.wav" : $"{leg.Id}.wav") : null;
            var began = site.Clock.Now;
            var isHelped = await new BridgedTalk(site, exchange, line, caller, ticket, tape, colleagues: null) { PartOf = escalation.CallId }.RunAsync(helper, ct);
            if (!isHelped || site.Clock.Now - began < BridgedTalk.Underway) return Meeting.Dropped;
        }
        catch (CallEndedException) when (leg.End is not null)
        {
            // Both knew whom they spoke with.
        }
        finally
        {
            await leg.HangUpAsync(CancellationToken.None);
        }

        return Meeting.Talked;
    }

    /// <summary>The caller's number twice: it is written down.</summary>
    private Phrase[] NumberPhrases()
    {
        Phrase[] once = [Prompt(Prompts.CallBack), new Phrase.Digits(escalation.CallBackNumber)];
        return [.. once, new Phrase.Pause(TimeSpan.FromSeconds(1)), .. once];
    }

    private Voice VoiceOf(string language) => site.Prompts.For(site.Prompts.Has(language) ? language : line.Languages[0]);
}
