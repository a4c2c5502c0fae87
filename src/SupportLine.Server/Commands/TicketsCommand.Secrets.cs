using System.CommandLine;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary>Access data on a ticket, where the line's policy keeps any (IPX-16). It is read from standard input, never from the command.</summary>
internal static partial class TicketsCommand
{
    private static readonly Argument<string> SecretName = new("name") { Description = "What it is for: ssh, vpn." };

    private static Command SetSecret()
    {
        var command = new Command("secret", "Keeps access data, read as one line from standard input, in a secret field.") { FolioArgument, SecretName, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, line, ticket) =>
            {
                var given = await Console.In.ReadLineAsync(ct);
                if (string.IsNullOrWhiteSpace(given)) return StoreVerb.Refuse("give the access data on standard input", ExitCode.Wrong);
                if (AccessDataRule.Decide(line, given) is not AccessDataRule.Keep keep)
                {
                    return StoreVerb.Refuse($"line {line.Id} stores no access data; it was dropped ({line.AccessData.Source})", ExitCode.Failed);
                }

                await verb.Store.Secrets.SetAsync(ticket.Folio, parsed.GetValue(SecretName)!, keep.Secret, Actor(parsed), verb.Clock.Now, ct);
                return await NamesAsync(parsed, verb, ticket, ct);
            },
            ct));
        return command;
    }

    private static Command ShowSecret()
    {
        var command = new Command("secret-show", "Shows access data; that it was shown stands in the history.") { FolioArgument, SecretName, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, _, ticket) =>
            {
                if (await verb.Store.Secrets.RevealAsync(ticket.Folio, parsed.GetValue(SecretName)!, Actor(parsed), verb.Clock.Now, ct) is not { } secret)
                {
                    return StoreVerb.Refuse($"ticket {ticket.Folio} has no secret field {parsed.GetValue(SecretName)}", ExitCode.NotFound);
                }

                Console.WriteLine(secret.Reveal());
                return ExitCode.Done;
            },
            ct));
        return command;
    }

    private static Command DropSecret()
    {
        var command = new Command("secret-drop", "Forgets access data.") { FolioArgument, SecretName, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, _, ticket) => await verb.Store.Secrets.DropAsync(ticket.Folio, parsed.GetValue(SecretName)!, Actor(parsed), verb.Clock.Now, ct)
                ? await NamesAsync(parsed, verb, ticket, ct)
                : StoreVerb.Refuse($"ticket {ticket.Folio} has no secret field {parsed.GetValue(SecretName)}", ExitCode.NotFound),
            ct));
        return command;
    }

    private static async Task<int> NamesAsync(ParseResult parsed, StoreVerb verb, Ticket ticket, CancellationToken ct) =>
        Output.Rows(parsed, [.. (await verb.Store.Secrets.NamesAsync(ticket.Folio, ct)).Select(name => new { Secret = name })]);
}
