using SupportLine.Domain.Tickets;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>A service booked beforehand outside support hours: its caller is let through to the technician (IPX-03, IPX-13).</summary>
internal sealed partial class Conversation
{
    private const char TechnicianKey = '1';
    private const char ElseKey = '2';

    /// <summary>Back: no visit is booked for now, or the caller wants something else.</summary>
    private async Task<Turn> VisitAsync(CancellationToken ct)
    {
        if (IsOpen || !line.OutOfHours.BookedVisits || _progress.Caller is not { } caller) return Turn.Back;
        var visit = await site.Visits.LettingThroughAsync(line.Id, caller.Organisation.Id, site.Clock.Now, ct);
        if (visit is null) return Turn.Back;

        var menu = new Menu("visit", [Prompt(Prompts.VisitMenu)], [MenuOption.Unsaid(TechnicianKey), MenuOption.Unsaid(ElseKey)]) { Standing = StandingKeys };
        var choice = await _talk.ChooseAsync(menu, ct);
        if (choice is not { Turn: Turn.Onward, Key: TechnicianKey })
        {
            return choice.Turn is Turn.End or Turn.Person ? choice.Turn : Turn.Back;
        }

        _progress.Visit = visit;
        await NoteProgressAsync();
        return await TicketOfAsync(visit.Folio, ct) is { } ticket ? await FollowVisitAsync(ticket, ct) : await FinishAsync(ct);
    }

    private async Task<Ticket?> TicketOfAsync(string? folio, CancellationToken ct) =>
        Folio.TryParse(folio ?? "", out var known) && await site.Tickets.FindAsync(known, ct) is { } ticket && IsOurs(ticket) ? ticket : null;

    /// <summary>The ticket the visit was booked for is what the call is about: no other is raised.</summary>
    private async Task<Turn> FollowVisitAsync(Ticket ticket, CancellationToken ct)
    {
        _progress.Ticket = ticket;
        var route = await _desk.DecideAsync(_progress, ticket.Folio, ct);
        await _talk.Journal.AddAsync("decided", route.ToJson());
        await FollowAsync(route.Decision, await BeginAsync(ticket, route.Decision, ct), ct);
        return Turn.Onward;
    }
}
