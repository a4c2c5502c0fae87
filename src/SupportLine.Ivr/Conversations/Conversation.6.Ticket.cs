using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>The ticket: durable, with its decision and its escalation, before a word of its folio is spoken.</summary>
internal sealed partial class Conversation
{
    /// <summary>The ticket that was asked for last, while it is not known whether it was raised.</summary>
    private RouteRecord? _askedFor;

    /// <summary>All has been said that will be: raises the ticket and carries out what was decided.</summary>
    private async Task<Turn> FinishAsync(CancellationToken ct)
    {
        var (raised, decision) = await RaiseAsync(incomplete: false, ct);
        await FollowAsync(decision, raised.Escalation, ct);
        return Turn.Onward;
    }

    private async Task<(RaisedTicket Raised, RouteDecision Decision)> RaiseAsync(bool incomplete, CancellationToken ct)
    {
        var (raised, decision) = await RaisedBeforeAsync(ct) ?? await RaiseAnewAsync(incomplete, ct);
        _askedFor = null;
        _progress.Ticket = raised.Ticket;
        _progress.Ending = _progress is { Visit: null, Confirmed: false } && (_progress.MessageOnly || _progress.RequestType is null) ? CallEnding.MessageLeft : CallEnding.TicketRaised;
        await _talk.Journal.AddAsync("ticket", raised.Ticket.Folio.Digits);
        return (raised, decision);
    }

    private async Task<(RaisedTicket Raised, RouteDecision Decision)> RaiseAnewAsync(bool incomplete, CancellationToken ct)
    {
        var route = await _desk.DecideAsync(_progress, escalates: null, ct);
        await _talk.Journal.AddAsync("decided", route.ToJson());
        _askedFor = route;
        return (await _desk.RaiseAsync(_progress, route, call.Id, incomplete, ct), route.Decision);
    }

    /// <summary>The ticket of an attempt that failed after it was committed; its escalation is taken up by whoever takes up those that nobody works on.</summary>
    private async Task<(RaisedTicket Raised, RouteDecision Decision)?> RaisedBeforeAsync(CancellationToken ct) =>
        _askedFor is { } asked && await site.Tickets.FindByCallAsync(call.Id, ct) is { } ticket && ticket.RaisedAt == asked.Inputs.At
            ? (new RaisedTicket(ticket, null), asked.Decision)
            : null;
}
