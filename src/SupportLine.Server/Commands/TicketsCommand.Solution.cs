using System.CommandLine;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary>A proposed solution and the customer's answer (XIV-08), and replies to tickets.</summary>
internal static partial class TicketsCommand
{
    private static readonly Option<string> Contact = new("--contact") { Description = "Id of the contact who says so.", Required = true };

    private static readonly Argument<string> Words = new("text") { Description = "In words." };

    private static Command Propose()
    {
        var command = new Command("propose", "Proposes a solution to the customer.") { FolioArgument, Words, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            (verb, line, ticket) => SolutionRule.Propose(line, ticket, parsed.GetValue(Words)!) switch
            {
                SolutionRule.Accepted accepted => AppendAsync(parsed, verb, line, ticket, accepted.Changes, Actor(parsed), ct),
                SolutionRule.Refused refused => Task.FromResult(StoreVerb.Refuse(refused.Why, ExitCode.Failed)),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            ct));
        return command;
    }

    private static Command Answer(string name, string does, bool approved)
    {
        var command = new Command(name, does) { FolioArgument, Contact };
        command.SetAction((parsed, ct) => WithContactAsync(
            parsed,
            (verb, line, ticket, contact) => SolutionRule.Answer(line, ticket, approved) switch
            {
                SolutionRule.Accepted accepted => AppendAsync(parsed, verb, line, ticket, accepted.Changes, $"contact:{contact}", ct),
                SolutionRule.Refused refused => Task.FromResult(StoreVerb.Refuse(refused.Why, ExitCode.Failed)),
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            ct));
        return command;
    }

    /// <summary>A customer's reply, by the line's own rule of what it does to a finished ticket (WLD-07, SNG-13).</summary>
    private static Command Reply()
    {
        var command = new Command("reply", "The customer replies.") { FolioArgument, Words, Contact };
        command.SetAction((parsed, ct) => WithContactAsync(
            parsed,
            (verb, line, ticket, contact) =>
            {
                var noted = new TicketChange.Noted(parsed.GetValue(Words)!);
                return ReplyRule.Decide(line, ticket) switch
                {
                    ReplyRule.Reopen reopen => AppendAsync(parsed, verb, line, ticket, [noted, reopen.Change], $"contact:{contact}", ct),
                    ReplyRule.NewTicket refers => Task.FromResult(StoreVerb.Refuse(
                        $"ticket {ticket.Folio} is finished and not reopened: raise a new one that refers to it ({refers.Source})", ExitCode.Failed)),
                    _ => AppendAsync(parsed, verb, line, ticket, [noted], $"contact:{contact}", ct),
                };
            },
            ct));
        return command;
    }

    /// <summary>Support agrees to what a customer's reply asked for, where the line has somebody decide.</summary>
    private static Command Reopen()
    {
        var command = new Command("reopen", "Opens a finished ticket again, where its line lets support decide.") { FolioArgument, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            (verb, line, ticket) => ReplyRule.Decide(line, ticket) switch
            {
                ReplyRule.AskSupport ask => AppendAsync(parsed, verb, line, ticket, [ask.Change], Actor(parsed), ct),
                ReplyRule.Reopen reopen => AppendAsync(parsed, verb, line, ticket, [reopen.Change], Actor(parsed), ct),
                ReplyRule.Note => Task.FromResult(StoreVerb.Refuse($"ticket {ticket.Folio} is not finished", ExitCode.Failed)),
                var never => Task.FromResult(StoreVerb.Refuse($"tickets of line {line.Id} are never reopened ({never.Source})", ExitCode.Failed)),
            },
            ct));
        return command;
    }
}
