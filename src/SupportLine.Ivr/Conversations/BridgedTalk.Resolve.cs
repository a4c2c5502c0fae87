using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>The helper says that the matter is settled; where the line wants it so, the customer has the last word.</summary>
internal sealed partial class BridgedTalk
{
    private const char YesKey = '1';
    private const char NoKey = '2';

    private async Task ResolveAsync(TalkHelper helper, Talk whisper, CancellationToken ct)
    {
        if (await caller.HoldAsync(whisper.ChooseAsync(YesOrNo("talk.resolve", Prompts.ResolveTicket), ct), ct) is not { Turn: Turn.Onward, Key: YesKey }) return;
        bool isSettled;
        try
        {
            isSettled = await SettleAsync(helper, whisper, ct);
        }
        catch (TicketConflictException)
        {
            // Somebody else moved it while it was asked: what they did stands.
            isSettled = false;
        }

        if (isSettled) await caller.Journal.AddAsync("resolved", Current.Folio.Digits);
        await whisper.SayFullyAsync([Talk.Prompt(isSettled ? Prompts.TicketResolved : Prompts.TicketStays)], ct);
    }

    private async Task<bool> SettleAsync(TalkHelper helper, Talk whisper, CancellationToken ct)
    {
        var standing = await site.Tickets.FindAsync(Current.Folio, ct) ?? Current;
        switch (ResolveRule.Decide(line, standing, helper.Actor, caller.Voice.Words([Talk.Prompt(Prompts.AgreedSolution)])))
        {
            case ResolveRule.Settled settled:
                await AppendAsync(standing, settled.Change, helper, ct);
                return true;
            case ResolveRule.AskCustomer ask:
                await site.Tickets.AppendAsync(standing.Folio, ask.Changes, helper.Actor, caller.Leg.Id, site.Clock.Now, ct);
                return await whisper.HoldAsync(ApprovesAsync(ct), ct);
            default:
                return false;
        }
    }

    /// <summary>The customer's answer, which counts as one given by telephone; none leaves the solution proposed.</summary>
    private async Task<bool> ApprovesAsync(CancellationToken ct)
    {
        var choice = await caller.ChooseAsync(YesOrNo("talk.solution", Prompts.SolutionMenu), ct);
        if (choice.Turn != Turn.Onward) return false;
        var proposed = await site.Tickets.FindAsync(Current.Folio, ct) ?? Current;
        var isApproved = choice.Key == YesKey;
        if (SolutionRule.Answer(line, proposed, isApproved) is not SolutionRule.Accepted answered) return false;
        await site.Tickets.AppendAsync(proposed.Folio, answered.Changes, CustomerOf(proposed), caller.Leg.Id, site.Clock.Now, ct);
        await caller.SayFullyAsync([Talk.Prompt(isApproved ? Prompts.SolutionApproved : Prompts.SolutionRefused)], ct);
        return isApproved;
    }

    private static Menu YesOrNo(string question, string prompt) =>
        new(question, [Talk.Prompt(prompt)], [MenuOption.Unsaid(YesKey), MenuOption.Unsaid(NoKey)]);

    private static string CustomerOf(Ticket ticket) => ticket.ContactId is { } contact ? $"contact:{contact}" : "caller";
}
