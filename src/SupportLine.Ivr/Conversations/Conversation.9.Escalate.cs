using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>Production is down under a ticket that exists: the call names its folio and escalates it (IPX-10).</summary>
internal sealed partial class Conversation
{
    /// <summary>Back: it is no emergency after all.</summary>
    private async Task<Turn> EscalateAsync(Ticket ticket, CancellationToken ct)
    {
        var turn = Emergency is { } emergency ? await AskClaimAsync(emergency, ct) : Turn.Back;
        if (turn != Turn.Onward) return turn == Turn.Person ? Turn.Back : turn;
        if (!_progress.Confirmed)
        {
            _progress.Claimed = null;
            return Turn.Back;
        }

        var route = await _desk.DecideAsync(_progress, ticket.Folio, ct);
        await _talk.Journal.AddAsync("decided", route.ToJson());
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.EscalationClaimed(), TicketDesk.Actor(_progress), call.Id, route.Inputs.At, ct);
        await FollowAsync(route.Decision, await BeginAsync(ticket, route.Decision, ct), ct);
        return Turn.Onward;
    }

    /// <summary>Begins the ladder for a ticket that exists, where that was decided.</summary>
    private async Task<Escalation?> BeginAsync(Ticket ticket, RouteDecision decision, CancellationToken ct) => decision is RouteDecision.RingOnCall onCall
        ? await site.Escalations.BeginAsync(
            new NewEscalation(ticket.Folio, line.Id, call.Id, KnownNumber() ?? ticket.ContactNumber, _progress.Language, site.Clock.Now) { First = onCall.First },
            ct)
        : null;
}
