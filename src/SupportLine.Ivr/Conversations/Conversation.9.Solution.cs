using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>A solution that support proposed: the customer approves or refuses it (XIV-08).</summary>
internal sealed partial class Conversation
{
    /// <summary>Onward when it was answered; unanswered leaves it as it is.</summary>
    private async Task<Turn> AskSolutionAsync(Ticket ticket, CancellationToken ct)
    {
        var history = await site.Tickets.HistoryAsync(ticket.Folio, ct);
        if (history.Select(step => step.Change).OfType<TicketChange.SolutionProposed>().LastOrDefault() is { } proposed)
        {
            _talk.Lead(new Phrase.Dynamic(proposed.Text, null));
        }

        var menu = new Menu("solution", [Prompt(Prompts.SolutionMenu)], [MenuOption.Unsaid(YesKey), MenuOption.Unsaid(NoKey)]) { Standing = StandingKeys };
        var choice = await _talk.ChooseAsync(menu, ct);
        if (choice.Turn != Turn.Onward) return choice.Turn;
        var approved = choice.Key == YesKey;
        if (SolutionRule.Answer(line, ticket, approved) is SolutionRule.Accepted accepted)
        {
            try
            {
                await AppendAsync(ticket, accepted.Changes, ct);
                _talk.Lead(approved ? Prompts.SolutionApproved : Prompts.SolutionRefused);
            }
            catch (TicketConflictException)
            {
                // It closed by itself, or support moved it, while the caller thought: the status that is told next says so.
                TellStatus(await site.Tickets.FindAsync(ticket.Folio, ct) ?? ticket);
            }
        }

        return Turn.Onward;
    }
}
