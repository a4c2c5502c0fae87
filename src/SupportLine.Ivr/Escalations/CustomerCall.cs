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
    /// <summary>Apart when the caller could not be reached and the engineer was told the number; dropped when the engineer left before.</summary>
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

            await engineer.SayFullyAsync([Prompt(Prompts.CallingCaller)], ct);
            var dial = new DialRequest(escalation.CallBackNumber, line.Numbers[0].Number, line.Title, line.Routing.EngineerRing.ToTimeSpan()) { IsOnCall = true };
            var result = await engineer.HoldAsync(exchange.DialAsync(dial, left.Token), left.Token);
            if (result is DialResult.Answered { Leg: var leg }) return await JoinAsync(engineer.Leg, engineerId, leg, ticket, left.Token);
            await engineer.SayFullyAsync(NumberPhrases(), ct);
            return Meeting.Apart;
        }
        catch (OperationCanceledException) when (engineer.Leg.End is not null && !ct.IsCancellationRequested)
        {
            return Meeting.Dropped;
        }
    }

    private async Task<Meeting> JoinAsync(ICall engineer, string engineerId, ICall leg, Ticket ticket, CancellationToken ct)
    {
        var caller = new Talk(leg, new CallJournal(site.Calls, site.Clock, escalation.CallId), VoiceOf(escalation.Language), line.Dialogue);
        try
        {
            if (line.RecordsTalks.Value) caller.Lead(Prompts.TalkIsRecorded);
            await caller.SayFullyAsync([Prompt(Prompts.EngineerAccepted)], ct);
            var helper = TalkHelper.Engineer(engineer, engineerId);
            await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.Connected(helper.Who), "system", escalation.CallId, site.Clock.Now, ct);
            var tape = line.RecordsTalks.Value ? new TalkTape(site, caller, $"{leg.Id}.wav") : null;
            await new BridgedTalk(site, exchange, line, caller, ticket, tape, colleagues: null).RunAsync(helper, ct);
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
