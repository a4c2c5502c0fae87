using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>The ticket: durable, with its decision and its escalation, before a word of its folio is spoken.</summary>
internal sealed partial class Conversation
{
    /// <summary>All has been said that will be: raises the ticket and carries out what was decided.</summary>
    private async Task<Turn> FinishAsync(CancellationToken ct)
    {
        var (raised, decision) = await RaiseAsync(incomplete: false, ct);
        await FollowAsync(decision, raised.Escalation, ct);
        return Turn.Onward;
    }

    private async Task<(RaisedTicket Raised, RouteDecision Decision)> RaiseAsync(bool incomplete, CancellationToken ct)
    {
        var route = await _desk.DecideAsync(_progress, escalates: null, ct);
        await _talk.Journal.AddAsync("decided", route.ToJson());
        var raised = await _desk.RaiseAsync(_progress, route, call.Id, incomplete, ct);
        _progress.Ticket = raised.Ticket;
        _progress.Ending = _progress is { Visit: null, Confirmed: false } && (_progress.MessageOnly || _progress.RequestType is null) ? CallEnding.MessageLeft : CallEnding.TicketRaised;
        await _talk.Journal.AddAsync("ticket", raised.Ticket.Folio.Digits);
        return (raised, route.Decision);
    }
}
