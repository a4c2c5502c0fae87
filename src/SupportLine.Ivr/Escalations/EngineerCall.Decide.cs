using NodaTime;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Speech;
using SupportLine.Telephony.Calls;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Escalations;

/// <summary>What an engineer decided is carried out.</summary>
internal sealed partial class EngineerCall
{
    /// <summary>When an engineer who calls back later is rung to be put through.</summary>
    private static readonly Duration CallBackAfter = Duration.FromMinutes(10);

    private async Task<RingEnd> AcceptAsync(Talk talk, Ticket ticket, CancellationToken ct)
    {
        if (!await WinsAsync(AttemptOutcome.Accepted, ct)) return await EndTooLateAsync(talk, ct);
        await using var left = talk.Leg.Ended.Register(Held.Dispose);
        var meeting = ladder.Hand(step.Engineer, talk.Leg) is { } handover ? await MeetAsync(handover, talk, ct) : Meeting.Apart;
        if (meeting == Meeting.Apart) meeting = await new CustomerCall(site, exchange, _escalation, line).RunAsync(talk, ticket, step.Engineer.Id, ct);
        if (meeting == Meeting.Dropped)
        {
            await NoteAsync(AttemptOutcome.Dropped, ct);
            await site.Escalations.ReopenAsync(_escalation.Id, notBefore: null, ct);
            ladder.Reopen();
            return RingEnd.Dropped;
        }

        // The emergency is this engineer's now, whether or not the caller could be reached.
        await site.Escalations.SettleAsync(_escalation.Id, CancellationToken.None);
        return RingEnd.Settled;
    }

    /// <summary>Taken: rung again when it is time, and put through to the caller by the line, whose number both see.</summary>
    private async Task<RingEnd> AcceptForLaterAsync(Talk talk, CancellationToken ct)
    {
        if (!await WinsAsync(AttemptOutcome.Later, ct)) return await EndTooLateAsync(talk, ct);
        ladder.NotBefore = site.Clock.Now + CallBackAfter;
        await site.Escalations.AdvanceAsync(_escalation.Id, place, ladder.NotBefore, ct);

        // From here on the lease counts again: another node may take it up while it waits.
        ladder.IsSettling = false;
        ladder.Tell(new LadderEvent.Later());
        await EndWithAsync(talk, [Prompt(Prompts.CallBackLater)], ct);
        return RingEnd.Later;
    }

    /// <summary>It is given the class that tickets begin at, with the reason, and waits like any other.</summary>
    private async Task<RingEnd> DismissAsync(Talk talk, Ticket ticket, CancellationToken ct)
    {
        ladder.IsSettling = true;
        if (!await site.Escalations.DismissAsync(_escalation.Id, step.Engineer.Id, site.Clock.Now, ct)) return await EndTooLateAsync(talk, ct);
        ladder.Take(step.Engineer.Id, visit);
        await NoteAsync(AttemptOutcome.Dismissed, ct);
        await AppendAsync(new TicketChange.EscalationMoved("dismissed", step.Engineer.Id), ct);
        var actor = $"engineer:{step.Engineer.Id}";
        if (SeverityVerification.Decide(line, ticket, line.StartingSeverity.Value, actor, "no emergency, said the engineer on call after hearing the message")
            is SeverityVerification.Accepted verified)
        {
            await AppendAsync(verified.Change, ct);
        }

        ladder.Tell(new LadderEvent.Dismissed());
        await EndWithAsync(talk, [Prompt(Prompts.Dismissed)], ct);
        return RingEnd.Settled;
    }

    /// <summary>Whether this engineer is the one; all others who are being rung or asked are told.</summary>
    private async Task<bool> WinsAsync(string outcome, CancellationToken ct)
    {
        ladder.IsSettling = true;
        var id = step.Engineer.Id;
        var wins = visit is null
            ? await site.Escalations.AcceptAsync(_escalation.Id, id, site.Clock.Now, ct)
            : await site.Escalations.TakeAsync(_escalation.Id, id, site.Node, Instant.FromDateTimeOffset(site.RealTime.GetUtcNow()), EscalationRunner.Lease, ct);
        if (!wins) return false;
        ladder.Take(id, visit);
        await NoteAsync(outcome, ct);
        await AppendAsync(new TicketChange.EscalationMoved("accepted", step.Engineer.Id), ct);
        return true;
    }

    /// <summary>Returns when engineer and caller have parted, or did not meet.</summary>
    private async Task<Meeting> MeetAsync(Handover handover, Talk talk, CancellationToken ct)
    {
        try
        {
            if (line.RecordsTalks.Value) talk.Lead(Prompts.TalkIsRecorded);
            await talk.SayFullyAsync([Prompt(Prompts.ConnectingCaller)], ct);
            handover.BeReady(isThere: true);
        }
        catch (CallEndedException)
        {
            // Lost before they met: the caller goes on waiting.
        }
        finally
        {
            handover.BeReady(isThere: false);
        }

        return await handover.FinishedAsync(ct);
    }
}
