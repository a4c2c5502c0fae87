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
/// music and honest progress until somebody accepts or the ladder ends.
/// </summary>
internal sealed partial class Conversation
{
    private async Task<CallEnding> RingOnCallAsync(Escalation escalation, CancellationToken ct)
    {
        var ladder = escalations.Begin(escalation);
        _progress.Ending = CallEnding.LeftWhileEscalating;
        try
        {
            if (_progress.Standing != CallerStanding.Authorised)
            {
                _talk.Lead("unknown.unverified");
            }

            await _talk.SayAsync([.. FolioPhrases, Prompt("escalate.first")], ct);
            return await FollowAsync(ladder, ct);
        }
        finally
        {
            // The ladder goes on without the caller.
            ladder.CallerLeft();
        }
    }

    private async Task<CallEnding> FollowAsync(Ladder ladder, CancellationToken ct)
    {
        while (true)
        {
            switch (await NextWithMusicAsync(ladder, ct))
            {
                case LadderEvent.Trying { Number: > 1 } trying:
                    await _talk.SayAsync(trying.IsNewRound ? "escalate.again" : "escalate.next", ct);
                    break;
                case LadderEvent.Accepted accepted:
                    return await JoinEngineerAsync(accepted, ct);
                case LadderEvent.Exhausted:
                    return await PromiseCallBackAsync(ct);
            }
        }
    }

    /// <summary>Music until something happens.</summary>
    private async Task<LadderEvent> NextWithMusicAsync(Ladder ladder, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, call.Ended);
        var next = ladder.NextAsync(over.Token);
        var music = Music.PlayAsync(call, _talk.Voice, over.Token);
        await Task.WhenAny(next, music);
        await over.CancelAsync();
        await music;
        try
        {
            var happened = await next;
            if (call.End is not null)
            {
                // The caller left in the very moment an engineer accepted: the leg is given back, and told so.
                (happened as LadderEvent.Accepted)?.Done.TrySetResult();
            }

            ThrowIfCallerLeft();
            return happened;
        }
        catch (OperationCanceledException) when (call.End is { } end)
        {
            throw new CallEndedException(end);
        }
    }

    private async Task<CallEnding> JoinEngineerAsync(LadderEvent.Accepted accepted, CancellationToken ct)
    {
        try
        {
            await _talk.SayAsync("escalate.accepted", ct);
            _progress.Ending = CallEnding.ConnectedToEngineer;
            await site.Tickets.AppendAsync(
                _progress.Ticket!.Folio, new TicketChange.Connected($"engineer:{accepted.Engineer.Id}"), "system", call.Id, site.Clock.Now, ct);
            await _talk.RecordAsync("connected", accepted.Engineer.Id);
            await TalkTogether.RunAsync(exchange, call, accepted.Leg, _talk, _progress.Ticket, line, _talk.Voice, ct);
            return CallEnding.ConnectedToEngineer;
        }
        finally
        {
            accepted.Done.TrySetResult();
        }
    }

    private async Task<CallEnding> PromiseCallBackAsync(CancellationToken ct)
    {
        var now = site.Clock.Now;
        _progress.Ending = CallEnding.CallBackPromised;
        await _talk.SayAsync([Prompt("escalate.exhausted"), new Phrase.Before(now + line.Routing.CallBackWithin, now, line.Hours.Zone)], ct);
        return CallEnding.CallBackPromised;
    }
}
