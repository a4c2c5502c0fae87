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
    private const char LeaveKey = '1';

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
            await site.NoteCallerAsync(call, ct);
            await ReadFolioWhileRingingAsync(ladder, ct);
            await FollowLadderAsync(ladder, decision.CallBackBy, ct);
        }
        finally
        {
            ladder.CallerLeft();
            await site.NoteLegEndedAsync(call.Id);
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
                    _talk.Lead(ProgressOf(trying));
                    _talk.Lead(Prompts.MayLeave);
                    break;
                case LadderEvent.Accepted accepted:
                    if (await JoinEngineerAsync(accepted.Handover, ct)) return;
                    break;
                case LadderEvent.Later:
                    await PromiseCallBackAsync(Prompts.EngineerLater, callBackBy, ct);
                    return;
                case LadderEvent.Dismissed:
                    await TellDismissedAsync(ct);
                    return;
                case LadderEvent.Exhausted:
                    await PromiseCallBackAsync(Prompts.LadderExhausted, callBackBy, ct);
                    return;
                default:
                    await PromiseCallBackAsync(Prompts.LadderElsewhere, callBackBy, ct);
                    return;
            }
        }
    }

    /// <summary>Progress and music until something happens; null when the caller rather hangs up and is called back.</summary>
    private async Task<LadderEvent?> NextAsync(Ladder ladder, CancellationToken ct)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var next = ladder.NextAsync(left.Token);
        if (!next.IsCompleted)
        {
            var hold = _talk.HoldForKeyAsync(LeaveKey, enough.Token);
            await Task.WhenAny(next, hold);
            if (!next.IsCompleted) left.Cancel();
            enough.Cancel();
            await hold;
        }

        try
        {
            var happened = await next;
            _talk.Forget();
            return happened;
        }
        catch (OperationCanceledException) when (call.End is null && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string ProgressOf(LadderEvent.Trying trying) => trying switch
    {
        { IsAgain: true } => Prompts.CallingAgain,
        { Engineers: 1 } => Prompts.CallingEngineer,
        { Engineers: 2 } => Prompts.CallingSecond,
        _ => Prompts.CallingAnother,
    };

    /// <summary>Whether they talked; false when the engineer was lost before the talk was under way, or left the caller to nobody, and the ladder goes on.</summary>
    private async Task<bool> JoinEngineerAsync(Handover handover, CancellationToken ct)
    {
        try
        {
            await _talk.SayFullyAsync([Prompt(Prompts.EngineerAccepted), .. Whisper.RecordingNotice(line)], ct);
            if (!await handover.ReadyAsync(ct))
            {
                handover.Drop();
                return false;
            }

            ThrowIfCallerLeft();
            var ticket = _progress.Ticket!;
            await site.Tickets.AppendAsync(
                ticket.Folio, new TicketChange.Connected($"engineer:{handover.Engineer.Id}"), "system", call.Id, site.Clock.Now, ct);
            await _talk.Journal.AddAsync("connected", $"engineer:{handover.Engineer.Id}");

            // Whoever left while it was written down, or where that failed, has not talked: the line phones the caller.
            ThrowIfCallerLeft();
            var began = site.Clock.Now;
            var isHelped = await TalkAsync(TalkHelper.Engineer(handover.Leg, handover.Engineer.Id), ticket, Joined, ct);
            if (isHelped && site.Clock.Now - began >= BridgedTalk.Underway) return true;
            _progress.Ending = CallEnding.LeftWhileEscalating;
            handover.Drop();
            return false;
        }
        finally
        {
            handover.Finish();
        }

        void Joined()
        {
            handover.Join();
            _progress.Ending = CallEnding.ConnectedToEngineer;
        }
    }

    /// <summary>No emergency, said an engineer who heard it: told kindly, with the folio and by when it is answered.</summary>
    private async Task TellDismissedAsync(CancellationToken ct)
    {
        var ticket = _progress.Ticket = await site.Tickets.FindAsync(_progress.Ticket!.Folio, ct) ?? _progress.Ticket!;
        _progress.Ending = ticket.CallId == call.Id ? CallEnding.TicketRaised : CallEnding.FolioServed;
        await _talk.SayFullyAsync([Prompt(Prompts.NoEmergency), .. FolioPhrases(ticket)], ct);
        await TellDueAsync(ct);
    }

    private async Task PromiseCallBackAsync(string opening, NodaTime.Instant by, CancellationToken ct)
    {
        _progress.Ending = CallEnding.CallBackPromised;
        await _talk.SayAsync([Prompt(opening), new Phrase.Before(by, site.Clock.Now, line.Hours.Zone)], ct);
    }
}
