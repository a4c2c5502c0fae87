using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Escalations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// An emergency outside hours, from the caller's side: the folio is read while the engineer's phone already rings, then
/// music and honest progress until somebody accepts or the ladder ends. The ladder does not need the caller.
/// </summary>
internal sealed partial class Conversation
{
    private async Task RingOnCallAsync(RouteDecision.RingOnCall decision, Escalation escalation, CancellationToken ct)
    {
        if (escalations.Begin(escalation) is not { } ladder)
        {
            // Another caller already waits for this engineer.
            await PromiseCallBackAsync(Prompts.LadderElsewhere, decision.CallBackBy, ct);
            return;
        }

        _progress.Ending = CallEnding.LeftWhileEscalating;
        try
        {
            await ReadFolioWhileRingingAsync(ladder, ct);
            await FollowLadderAsync(ladder, decision.CallBackBy, ct);
        }
        finally
        {
            ladder.CallerLeft();
        }
    }

    /// <summary>The first reading goes to its end; whether it is wanted again is asked only until somebody has accepted.</summary>
    private async Task ReadFolioWhileRingingAsync(Ladder ladder, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        ladder.InterruptWhenSettled(enough);
        try
        {
            await ReadNewFolioAsync(enough.Token, ct);
        }
        catch (OperationCanceledException e) when (e is not CallEndedException && !ct.IsCancellationRequested)
        {
            // On to whoever accepted.
        }
        finally
        {
            ladder.InterruptWhenSettled(null);
        }
    }

    private async Task FollowLadderAsync(Ladder ladder, NodaTime.Instant callBackBy, CancellationToken ct)
    {
        while (true)
        {
            switch (await NextAsync(ladder, ct))
            {
                case LadderEvent.Trying trying:
                    await TellProgressAsync(trying, ct);
                    break;
                case LadderEvent.Accepted accepted:
                    await JoinEngineerAsync(accepted.Handover, callBackBy, ct);
                    return;
                case LadderEvent.Elsewhere:
                    await PromiseCallBackAsync(Prompts.LadderElsewhere, callBackBy, ct);
                    return;
                default:
                    await PromiseCallBackAsync(Prompts.LadderExhausted, callBackBy, ct);
                    return;
            }
        }
    }

    private async Task<LadderEvent> NextAsync(Ladder ladder, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        return await _talk.HoldAsync(ladder.NextAsync(left.Token), ct);
    }

    private Task TellProgressAsync(LadderEvent.Trying trying, CancellationToken ct) => trying switch
    {
        { Engineers: 1, IsAgain: false } => _talk.SayAsync(Prompts.CallingEngineer, ct),
        { IsAgain: true } => _talk.SayAsync(Prompts.CallingAgain, ct),
        { Engineers: 2 } => _talk.SayAsync(Prompts.CallingSecond, ct),
        _ => _talk.SayAsync(Prompts.CallingAnother, ct),
    };

    private async Task JoinEngineerAsync(Handover handover, NodaTime.Instant callBackBy, CancellationToken ct)
    {
        try
        {
            await _talk.SayFullyAsync([Prompt(Prompts.EngineerAccepted), .. RecordingNotice()], ct);
            if (!await handover.ReadyAsync(ct))
            {
                await PromiseCallBackAsync(Prompts.EngineerLost, callBackBy, ct);
                return;
            }

            ThrowIfCallerLeft();
            handover.Join();
            _progress.Ending = CallEnding.ConnectedToEngineer;
            var ticket = _progress.Ticket!;
            await site.Tickets.AppendAsync(
                ticket.Folio, new TicketChange.Connected($"engineer:{handover.Engineer.Id}"), "system", call.Id, site.Clock.Now, ct);
            await _talk.Journal.AddAsync("connected", $"engineer:{handover.Engineer.Id}");
            await TalkAsync(TalkHelper.Engineer(handover.Leg, handover.Engineer.Id), ticket, ct);
        }
        finally
        {
            handover.Finish();
        }
    }

    private async Task PromiseCallBackAsync(string opening, NodaTime.Instant by, CancellationToken ct)
    {
        _progress.Ending = CallEnding.CallBackPromised;
        await _talk.SayAsync([Prompt(opening), new Phrase.Before(by, site.Clock.Now, line.Hours.Zone)], ct);
    }
}
