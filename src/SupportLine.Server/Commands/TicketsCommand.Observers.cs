using System.CommandLine;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary>Who follows a ticket (XIV-06).</summary>
internal static partial class TicketsCommand
{
    private static Command Observe(string name, string does, bool observes)
    {
        var command = new Command(name, does) { FolioArgument, Contact, By };
        command.SetAction((parsed, ct) => WithContactAsync(
            parsed,
            (verb, line, ticket, contact) => AppendAsync(parsed, verb, line, ticket, [new TicketChange.ObserverSet(contact, observes)], Actor(parsed), ct),
            ct));
        return command;
    }

    private static Command Observers()
    {
        var command = new Command("observers", "Lists who follows it.") { FolioArgument };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, _, ticket) => Output.Rows(parsed, [.. (await verb.Store.Tickets.ObserversAsync(ticket.Folio, ct)).Select(contact => new { Contact = contact })]),
            ct));
        return command;
    }

    /// <summary>A contact of the ticket's organisation: nobody else follows or answers it (XCL-05).</summary>
    private static Task<int> WithContactAsync(ParseResult parsed, Func<StoreVerb, Line, Ticket, string, Task<int>> act, CancellationToken ct) => WithTicketAsync(
        parsed,
        async (verb, line, ticket) =>
        {
            var id = parsed.GetValue(Contact)!;
            var contacts = ticket.OrganisationId is { } organisation ? await verb.Store.Directory.ContactsAsync(organisation, ct) : [];
            return contacts.Any(contact => contact.Id == id)
                ? await act(verb, line, ticket, id)
                : StoreVerb.Refuse($"the organisation of ticket {ticket.Folio} has no contact {id}", ExitCode.NotFound);
        },
        ct);
}
