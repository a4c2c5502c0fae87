using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// What the caller is told before a request is taken: its scope and conditions (IPX-14, IPX-17, SNG-15), the credits it uses
/// (SNG-09), or what is missing for it and what can be done about that (SNG-07).
/// </summary>
internal sealed partial class Conversation
{
    private const char SalesKey = '1';

    private async Task<Turn> TellTermsAsync(CancellationToken ct)
    {
        if (RequestType is not { } type) return Turn.Onward;
        await TellNoticesAsync(type, ct);
        switch (Entitlement.Decide(line, _progress.Product, type, _account, site.Clock.Now.InZone(line.Hours.Zone).Date))
        {
            case Entitlement.Lacking lacking:
                return await TellLackAsync(lacking.Lacks[0], ct);
            case Entitlement.Entitled { Balance: { } balance }:
                _talk.Lead(Prompt(Prompts.CreditBalance), new Phrase.Count(balance, "credit"));
                if (balance < line.Credits?.WarnBelow) _talk.Lead(Prompts.CreditsLow);
                break;
            case Entitlement.Entitled { BestEffort: true }:
                _talk.Lead(Prompts.BestEffort);
                break;
        }

        return Turn.Onward;
    }

    private async Task TellNoticesAsync(RequestType type, CancellationToken ct)
    {
        var before = _progress.Told.RemoveAll(told => line.Notices.Any(notice => notice.Id == told.Notice));
        foreach (var notice in line.NoticesFor(_progress.Product, type.Id))
        {
            await _talk.SayAsync(notice.Prompt, ct);
            _progress.Told.Add(new TicketChange.Told(notice.Id, notice.Address));
        }

        if (before > 0 || _progress.Told.Count > 0) await NoteProgressAsync();
    }

    /// <summary>One sentence says what is missing and what helps; then a person in hours, or a message.</summary>
    private async Task<Turn> TellLackAsync(Lack lack, CancellationToken ct)
    {
        _talk.Lead(Sentence(lack.Kind), Remedy(lack.Remedy));
        var reachable = IsOpen && CanReachPerson;
        var menu = reachable
            ? new Menu("lack", [Prompt(Prompts.LackMenuOpen)], [MenuOption.Unsaid(SalesKey), MenuOption.Unsaid(MessageKey)]) { Standing = StandingKeys }
            : new Menu("lack", [Prompt(Prompts.LackMenuClosed)], [MenuOption.Unsaid(SalesKey)]) { Standing = StandingKeys };
        var choice = await _talk.ChooseAsync(menu, ct);
        if (choice.Turn == Turn.Unanswered && reachable) return Turn.Person;
        if (choice.Turn is not (Turn.Onward or Turn.Unanswered)) return choice.Turn;
        if (reachable && choice.Key == SalesKey) return Turn.Person;
        _progress.MessageOnly = true;
        (_progress.Claimed, _progress.Confirmed) = (null, false);
        await NoteProgressAsync();
        return Turn.Onward;
    }

    private static Phrase Sentence(LackKind lack) => Prompt(lack switch
    {
        LackKind.NoContract => Prompts.LacksContract,
        LackKind.ContractLapsed => Prompts.ContractLapsed,
        LackKind.NoWarranty => Prompts.LacksWarranty,
        LackKind.WarrantyOver => Prompts.WarrantyOver,
        LackKind.NoMaintenance => Prompts.LacksMaintenance,
        LackKind.MaintenanceOver => Prompts.MaintenanceOver,
        _ => Prompts.LacksCredits,
    });

    private static Phrase Remedy(Remedy remedy) => Prompt(remedy switch
    {
        Domain.Contracts.Remedy.BuyContract => Prompts.BuyContract,
        Domain.Contracts.Remedy.RenewContract => Prompts.RenewContract,
        Domain.Contracts.Remedy.RenewMaintenance => Prompts.RenewMaintenance,
        Domain.Contracts.Remedy.BuyCredits => Prompts.BuyCredits,
        _ => Prompts.AskSales,
    });
}
