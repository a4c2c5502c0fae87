using System.CommandLine;
using SupportLine.Domain.Credits;
using SupportLine.Domain.Lines;

namespace SupportLine.Server.Commands;

/// <summary><c>credits</c>: packs sold, contract grants and corrections, and an organisation's ledger (SNG-03 to SNG-05).</summary>
internal static class CreditsCommand
{
    private static readonly Argument<string> Organisation = new("organisation") { Description = "The organisation's id." };

    private static readonly Option<string?> LineId = new("--line") { Description = "The line that sells them; where several do." };

    public static Command Create() => new("credits", "Credits: an organisation's ledger with a line.") { Add(), List() };

    private static Command Add()
    {
        var amount = new Argument<int>("credits") { Description = "A pack's size; with --contract or --reason any number." };
        var contract = new Option<string?>("--contract") { Description = "Number of the contract they come with: granted once." };
        var reason = new Option<string?>("--reason") { Description = "Puts the balance right, up or down, for this reason." };
        var by = new Option<string>("--by") { Description = "Who does it, for the ledger.", DefaultValueFactory = _ => Environment.UserName };
        var command = new Command("add", "Puts credits in: a pack, a contract's, or a correction.") { Organisation, amount, contract, reason, LineId, by };
        command.SetAction((parsed, ct) => WithLineAsync(
            parsed,
            async (verb, line) =>
            {
                var organisation = parsed.GetValue(Organisation)!;
                if (await verb.Store.Directory.OrganisationAsync(organisation, ct) is null)
                {
                    return StoreVerb.Refuse($"there is no organisation {organisation}", ExitCode.NotFound);
                }

                var granted = parsed.GetValue(contract);
                if (granted is not null && (await verb.Store.Directory.ContractAsync(line.Id, granted, ct))?.OrganisationId != organisation)
                {
                    return StoreVerb.Refuse($"organisation {organisation} has no contract {granted} with line {line.Id}", ExitCode.NotFound);
                }

                var kind = granted is not null ? CreditKind.Grant : parsed.GetValue(reason) is not null ? CreditKind.Adjusted : CreditKind.Pack;
                var entry = new NewCreditEntry(
                    organisation, line.Id, verb.Clock.Now, kind, parsed.GetValue(amount), granted, $"operator:{parsed.GetValue(by)}", parsed.GetValue(reason) ?? "");
                switch (await verb.Store.Credits.AddAsync(line.Credits!, entry, ct))
                {
                    case CreditRule.Refused refused:
                        return StoreVerb.Refuse($"{refused.Why} ({line.Credits!.Source})", ExitCode.Failed);
                    case CreditRule.AlreadyDone done:
                        return StoreVerb.Refuse($"contract {granted} granted its {done.Before.Credits} credits on {Output.Time(done.Before.At, line.Hours.Zone)}", ExitCode.Conflict);
                    default:
                        return await RowsAsync(parsed, verb, line, last: 1, ct);
                }
            },
            ct));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists an organisation's ledger, the balance after each entry.") { Organisation, LineId };
        command.SetAction((parsed, ct) => WithLineAsync(parsed, (verb, line) => RowsAsync(parsed, verb, line, int.MaxValue, ct), ct));
        return command;
    }

    private static async Task<int> RowsAsync(ParseResult parsed, StoreVerb verb, Line line, int last, CancellationToken ct)
    {
        var ledger = await verb.Store.Credits.LedgerAsync(parsed.GetValue(Organisation)!, line.Id, ct);
        var balance = 0;
        var rows = ledger.Select(entry => new
        {
            entry.Seq,
            At = Output.Time(entry.At, line.Hours.Zone),
            entry.Kind,
            entry.Credits,
            Balance = balance += entry.Credits,
            entry.Reference,
            entry.Actor,
            entry.Reason,
        }).ToList();
        return Output.Rows(parsed, [.. rows.TakeLast(last)]);
    }

    /// <summary>The line named, or the only one that has credits.</summary>
    private static Task<int> WithLineAsync(ParseResult parsed, Func<StoreVerb, Line, Task<int>> act, CancellationToken ct) => StoreVerb.RunAsync(
        parsed,
        verb =>
        {
            var named = parsed.GetValue(LineId);
            var selling = verb.Lines.Lines.Where(line => line.Credits is not null && (named ?? line.Id) == line.Id).ToList();
            return selling.Count switch
            {
                1 => act(verb, selling[0]),
                0 => Task.FromResult(StoreVerb.Refuse(named is null ? "no line has credits" : $"there is no line {named} with credits", ExitCode.NotFound)),
                _ => Task.FromResult(StoreVerb.Refuse($"several lines have credits; say which: --line {string.Join(", ", selling.Select(line => line.Id))}", ExitCode.Wrong)),
            };
        },
        ct);
}
