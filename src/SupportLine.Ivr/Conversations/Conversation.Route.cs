using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>What becomes of the request: here a caller's keys have become a decision, and the decision is carried out.</summary>
internal sealed partial class Conversation
{
    private async Task<CallEnding> RouteAsync(CancellationToken ct)
    {
        var (raised, route) = await RaiseAsync(incomplete: false, ct);
        if (raised.Escalation is { } escalation)
        {
            return await RingOnCallAsync(escalation, ct);
        }

        if (route is RouteDecision.ConnectAgent connect)
        {
            return await ConnectAgentAsync(connect.Agents, ct);
        }

        if (route.Reason == RouteReason.TooManyUnverified)
        {
            _talk.Lead("escalate.limit");
        }

        await ReadFolioAsync(ct);
        await ExplainWaitAsync(ct);
        return CallEnding.TicketRaised;
    }

    /// <summary>Why it waits, and until when. No time is spoken that the vendor does not publish.</summary>
    private async Task ExplainWaitAsync(CancellationToken ct)
    {
        var now = site.Clock.Now;
        if (line.Hours.IsOpen(now))
        {
            await TellDueAsync(ct);
            return;
        }

        var isEmergency = line.FindSeverity(_progress.Claimed)?.RingsOnCall == true && _progress.Confirmed;
        await _talk.SayAsync(
            [
                Prompt(isEmergency || _progress.RequestType is null ? "closed.message" : "closed.why"),
                Prompt("closed.opens"),
                new Phrase.Moment(line.Hours.NextOpening(now), now, line.Hours.Zone),
            ],
            ct);
    }

    private async Task TellDueAsync(CancellationToken ct)
    {
        Phrase[] phrases = _progress.Ticket?.DueAt is { } due
            ? [Prompt("due.response"), new Phrase.Before(due, site.Clock.Now, line.Hours.Zone)]
            : [Prompt("due.unpublished")];
        await _talk.SayAsync(phrases, ct);
    }

    /// <summary>What a person who takes the call hears of it, in that person's language.</summary>
    private static Phrase[] Whisper(string opening, Ticket ticket, Organisation? organisation) =>
    [
        Prompt(opening),
        Prompt("agent.folio"),
        new Phrase.FolioDigits(ticket.Folio),
        .. organisation is null
            ? new[] { Prompt("agent.unverified") }
            : [Prompt("agent.organisation"), new Phrase.Dynamic(organisation.Name, "agent.organisation.known")],
    ];
}
