using System.CommandLine;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary>A person takes a request although something is missing for it, with a reason that stays in its history.</summary>
internal static partial class TicketsCommand
{
    private static Command Override()
    {
        var reason = new Argument<string>("reason") { Description = "Why it is taken all the same." };
        var command = new Command("override", "Takes the request in support hours although its customer lacks what it needs.") { FolioArgument, reason, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, line, ticket) =>
            {
                if (await EntitlementAsync(verb, line, ticket, ct) is not { } entitlement)
                {
                    return StoreVerb.Refuse($"nobody knows what ticket {ticket.Folio} would need: its customer or kind of request is not known", ExitCode.Failed);
                }

                var open = line.WithCalendar(ticket.Calendar).Hours.IsOpen(verb.Clock.Now);
                return EntitlementOverride.Decide(entitlement, open, Actor(parsed), parsed.GetValue(reason)!) switch
                {
                    EntitlementOverride.Accepted accepted => await AppendAsync(parsed, verb, line, ticket, [accepted.Change], Actor(parsed), ct),
                    EntitlementOverride.Refused refused => StoreVerb.Refuse(refused.Why, ExitCode.Failed),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
            },
            ct));
        return command;
    }

    private static async Task<Entitlement?> EntitlementAsync(StoreVerb verb, Line line, Ticket ticket, CancellationToken ct)
    {
        if (ticket.OrganisationId is not { } organisation || line.FindRequestType(ticket.RequestType) is not { } type) return null;
        var account = await verb.Store.Directory.AccountAsync(organisation, line.Id, ct);
        return Entitlement.Decide(line, ticket.Product, type, account, verb.Clock.Now.InZone(line.Hours.Zone).Date);
    }
}
