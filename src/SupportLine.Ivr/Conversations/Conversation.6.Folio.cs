using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>The folio, read in groups: to the end the first time, then as often as asked.</summary>
internal sealed partial class Conversation
{
    private const char AgainFolioKey = '1';
    private const char ContinueKey = '2';
    private const char MailFolioKey = '3';

    /// <param name="ticket">Whose folio.</param>
    /// <param name="enough">Cancelled when there is better to do than to read it again.</param>
    /// <param name="ct">Cancels it all.</param>
    private async Task ReadFolioAsync(Ticket ticket, CancellationToken enough, CancellationToken ct)
    {
        await _talk.SayFullyAsync(FolioPhrases(ticket), ct);
        if (!_progress.IsProven(line, ticket.RaisedAt)) _talk.Lead(Prompts.Unverified);
        for (var round = 0; round < MostRounds; round++)
        {
            var choice = await _talk.ChooseAsync(FolioMenu(MayMail(ticket)), enough);
            if (choice is { Turn: Turn.Onward, Key: MailFolioKey })
            {
                await AppendAsync(ticket, [new TicketChange.FolioAsked()], ct);
                _talk.Lead(Prompts.FolioMailed);
                return;
            }

            if (choice is not { Turn: Turn.Onward, Key: AgainFolioKey }) return;
            _talk.Lead(FolioPhrases(ticket));
        }
    }

    private static Phrase[] FolioPhrases(Ticket ticket) => [Prompt(Prompts.FolioIs), new Phrase.FolioDigits(ticket.Folio)];

    private static Menu FolioMenu(bool byMail) => byMail
        ? new("folio.repeat", [Prompt(Prompts.FolioAgainOrMail)], [MenuOption.Unsaid(AgainFolioKey), MenuOption.Unsaid(ContinueKey), MenuOption.Unsaid(MailFolioKey)])
        : new("folio.repeat", [Prompt(Prompts.FolioAgain)], [MenuOption.Unsaid(AgainFolioKey), MenuOption.Unsaid(ContinueKey)]);

    /// <summary>To the address on file alone, and not where every new ticket is mailed to its requester anyway.</summary>
    private bool MayMail(Ticket ticket) =>
        site.Mails && !line.MailsNewTickets && _progress.Caller is { Contact: { Email: not null } contact } && contact.Id == ticket.ContactId;
}
