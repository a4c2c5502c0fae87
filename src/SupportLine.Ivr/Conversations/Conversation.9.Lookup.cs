using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A folio that exists: its check digit is looked at before anything else, then whether it is the organisation's own. Its
/// status is told; a note may be left; with production down it is escalated (IPX-10).
/// </summary>
internal sealed partial class Conversation
{
    private const string NoteOption = "note";
    private const string DownOption = "down";
    private const string OtherOption = "other";

    private async Task<Turn> ExistingFolioAsync(CancellationToken ct)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var (turn, ticket) = await AskFolioAsync(ct);
            if (ticket is null) return turn;
            _progress.Ticket = ticket;
            _progress.Ending = CallEnding.FolioServed;
            await _talk.Journal.AddAsync("ticket", ticket.Folio.Digits);
            turn = await ServeAsync(ticket, ct);
            if (turn != Turn.Back) return turn;

            // On to another one: a request made later on this call is not about this ticket.
            _progress.Ticket = null;
        }

        return Turn.Unanswered;
    }

    private async Task<(Turn Turn, Ticket? Ticket)> AskFolioAsync(CancellationToken ct)
    {
        for (var left = line.Dialogue.EntryTries; left > 0; left--)
        {
            var question = new NumberQuestion("folio", [Prompt(Prompts.EnterFolio), Prompt(Prompts.EndWithHash)], Folio.MaxDigits) { TriesLeft = left };
            var keyed = await _talk.EnterAsync(question, ct);
            if (keyed.Turn == Turn.Back) return (Turn.Back, null);
            if (!Folio.TryParse(keyed.Digits, out var folio))
            {
                _talk.Lead(keyed.Turn == Turn.Unanswered ? Prompts.Silence : Prompts.FolioMistyped);
            }
            else if (await site.Tickets.FindAsync(folio, ct) is { } ticket && IsOurs(ticket))
            {
                return (Turn.Onward, ticket);
            }
            else
            {
                // One answer for both: whether another company's folio exists is nobody's business.
                _talk.Lead(Prompts.FolioNotFound);
            }
        }

        return (Turn.Unanswered, null);
    }

    private bool IsOurs(Ticket ticket) =>
        ticket.LineId == line.Id && _progress.Caller is { } caller && Visibility.MaySee(ticket, caller.Organisation.Id);

    /// <summary>Back: another folio.</summary>
    private async Task<Turn> ServeAsync(Ticket ticket, CancellationToken ct)
    {
        _talk.Lead(Prompt(Prompts.FolioForBoth), new Phrase.FolioDigits(ticket.Folio), Prompt(Prompts.StatusIs));
        if (line.FindStatus(ticket.Status) is { } status) _talk.Lead(status.Prompt);
        string[] offered = line.EscalatesExisting.Value && Emergency is not null ? [NoteOption, DownOption, OtherOption] : [NoteOption, OtherOption];
        var menu = FolioServices(offered);
        for (var round = 0; round < MostRounds; round++)
        {
            var choice = await _talk.ChooseAsync(menu, ct);
            if (choice.Turn == Turn.Unanswered) return Turn.End;
            if (choice.Turn != Turn.Onward) return choice.Turn;
            var turn = offered[choice.Key - '1'] switch
            {
                NoteOption => await LeaveNoteAsync(ticket, Prompts.RecordNote, ct),
                DownOption => await EscalateAsync(ticket, ct),
                _ => Turn.Back,
            };
            if (offered[choice.Key - '1'] == OtherOption || turn != Turn.Back) return turn;
        }

        return Turn.End;
    }

    private Menu FolioServices(string[] offered) => new(
        "lookup",
        [],
        [
            .. offered.Select((option, place) => MenuOption.Named((char)('1' + place), option switch
            {
                NoteOption => Prompts.ForANote,
                DownOption => Prompts.ForProductionDown,
                _ => Prompts.ForAnotherFolio,
            })),
        ])
    {
        Standing = StandingKeys,
    };
}
