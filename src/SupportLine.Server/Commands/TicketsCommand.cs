using System.CommandLine;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Server.Commands;

/// <summary><c>tickets</c>: list and show, and what an agent does with one.</summary>
internal static partial class TicketsCommand
{
    private static readonly Argument<string> FolioArgument = new("folio") { Description = "All digits, check digit included." };

    private static readonly Option<string> By = new("--by")
    {
        Description = "Who does it, for the history.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Command Create() => new("tickets", "Tickets: look up, answer, move and close.")
    {
        List(),
        Show(),
        Change("note", "Adds a note.", "text", (_, _, text, _) => new TicketChange.Noted(text)),
        Change("assign", "Gives it to somebody.", "name", (_, _, name, _) => new TicketChange.Assigned(name)),
        Change("status", "Moves it to another status of its line.", "status", Status),
        Severity(),
        Close(),
        Propose(),
        Answer("approve", "The customer approves the proposed solution.", approved: true),
        Answer("refuse", "The customer refuses the proposed solution.", approved: false),
        Reply(),
        Reopen(),
        Override(),
        Observe("observe", "Lets a contact follow it.", observes: true),
        Observe("unobserve", "The contact follows it no longer.", observes: false),
        Observers(),
        SetSecret(),
        ShowSecret(),
        DropSecret(),
    };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Finished ones too." };
        var line = new Option<string?>("--line") { Description = "Of one line." };
        var organisation = new Option<string?>("--organisation") { Description = "Of one organisation." };
        var command = new Command("list", "Lists tickets, the newest first.") { all, line, organisation };
        command.SetAction((parsed, ct) => StoreVerb.RunAsync(
            parsed,
            async verb =>
            {
                var tickets = await verb.Store.Tickets.ListAsync(
                    new TicketFilter
                    {
                        LineId = parsed.GetValue(line),
                        OrganisationId = parsed.GetValue(organisation),
                        Open = parsed.GetValue(all) ? null : true,
                        EndStatuses = [.. verb.Lines.Lines.SelectMany(one => one.EndStatuses).Distinct()],
                    },
                    ct);
                return Output.Rows(parsed, [.. tickets.Select(ticket => TicketView.Of(ticket, verb))]);
            },
            ct));
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Shows one with its history.") { FolioArgument };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            async (verb, line, ticket) =>
            {
                var history = await verb.Store.Tickets.HistoryAsync(ticket.Folio, ct);
                var steps = history.Select(step => new { step.Seq, At = Output.Time(step.At, line.Hours.Zone), step.Actor, Change = $"{step.Change}" }).ToList();
                var view = TicketView.Of(ticket, verb);
                if (parsed.GetValue(Output.Json))
                {
                    return Output.Document(new { Ticket = view, History = steps });
                }

                Output.Rows(parsed, [view]);
                return Output.Rows(parsed, steps);
            },
            ct));
        return command;
    }

    private static Command Change(string name, string does, string argument, Func<Line, Ticket, string, string, TicketChange?> change)
    {
        var value = new Argument<string>(argument);
        var command = new Command(name, does) { FolioArgument, value, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            (verb, line, ticket) => AppendAsync(parsed, verb, line, ticket, change(line, ticket, parsed.GetValue(value)!, Actor(parsed)), Actor(parsed), ct),
            ct));
        return command;
    }

    private static Command Severity()
    {
        var to = new Argument<string>("severity") { Description = "A severity of the line." };
        var reason = new Argument<string>("reason") { Description = "What was seen." };
        var command = new Command("severity", "Verifies how severe it is.") { FolioArgument, to, reason, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            (verb, line, ticket) =>
            {
                var verified = SeverityVerification.Decide(line, ticket, parsed.GetValue(to)!, Actor(parsed), parsed.GetValue(reason)!);
                return verified is SeverityVerification.Refused refused
                    ? Task.FromResult(StoreVerb.Refuse($"{refused.Why} ({refused.Source})", ExitCode.Failed))
                    : AppendAsync(parsed, verb, line, ticket, ((SeverityVerification.Accepted)verified).Change, Actor(parsed), ct);
            },
            ct));
        return command;
    }

    private static Command Close()
    {
        var command = new Command("close", "Finishes it, by the line's own last status.") { FolioArgument, By };
        command.SetAction((parsed, ct) => WithTicketAsync(
            parsed,
            (verb, line, ticket) => AppendAsync(parsed, verb, line, ticket, Status(line, ticket, line.EndStatuses.Last(), Actor(parsed)), Actor(parsed), ct),
            ct));
        return command;
    }

    private static string Actor(ParseResult parsed) => $"agent:{parsed.GetValue(By)}";

    private static TicketChange.StatusSet? Status(Line line, Ticket ticket, string to, string actor)
    {
        switch (StatusMove.Decide(line, ticket.Status, to, actor))
        {
            case StatusMove.Allowed:
                return new TicketChange.StatusSet(ticket.Status, to);
            case StatusMove.Refused refused:
                Console.Error.WriteLine($"from {refused.From} it moves to {string.Join(", ", refused.Next)}, not to {to}");
                return null;
            case StatusMove.NotYours other:
                Console.Error.WriteLine($"into {other.To} it is moved by {string.Join(", ", other.By).ToLowerInvariant()} ({other.Source})");
                return null;
            case StatusMove.Unknown unknown:
                Console.Error.WriteLine($"there is no status {unknown.Status}: {string.Join(", ", unknown.Known)}");
                return null;
            default:
                return null;
        }
    }

    private static Task<int> AppendAsync(
        ParseResult parsed, StoreVerb verb, Line line, Ticket ticket, TicketChange? change, string actor, CancellationToken ct) =>
        change is null ? Task.FromResult(ExitCode.Failed) : AppendAsync(parsed, verb, line, ticket, [change], actor, ct);

    private static async Task<int> AppendAsync(
        ParseResult parsed, StoreVerb verb, Line line, Ticket ticket, IReadOnlyList<TicketChange> changes, string actor, CancellationToken ct)
    {
        var steps = await verb.Store.Tickets.AppendAsync(ticket.Folio, changes, actor, null, verb.Clock.Now, ct);
        return Output.Rows(parsed, [.. steps.Select(step => new { Folio = $"{ticket.Folio}", step.Seq, At = Output.Time(step.At, line.Hours.Zone), step.Actor, Change = $"{step.Change}" })]);
    }

    private static Task<int> WithTicketAsync(ParseResult parsed, Func<StoreVerb, Line, Ticket, Task<int>> act, CancellationToken ct) => StoreVerb.RunAsync(
        parsed,
        async verb =>
        {
            var digits = parsed.GetValue(FolioArgument)!;
            if (!Folio.TryParse(digits, out var folio))
            {
                return StoreVerb.Refuse($"'{digits}' is no folio: its check digit is wrong, or it is not all digits", ExitCode.Wrong);
            }

            return await verb.Store.Tickets.FindAsync(folio, ct) is { } ticket && verb.Lines.Find(ticket.LineId) is { } line
                ? await act(verb, line, ticket)
                : StoreVerb.Refuse($"there is no ticket {folio}", ExitCode.NotFound);
        },
        ct);
}
