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
    private async Task<Turn> ServeAsync(Ticket found, CancellationToken ct)
    {
        var ticket = found;
        TellStatus(ticket);
        if (line.Solution?.Proposed == ticket.Status)
        {
            var turn = await AskSolutionAsync(ticket, ct);
            if (turn is Turn.Back or Turn.End or Turn.Person) return turn;
            ticket = await site.Tickets.FindAsync(ticket.Folio, ct) ?? ticket;
        }

        var reply = ReplyRule.Decide(line, ticket);
        if (reply is ReplyRule.NewTicket) _talk.Lead(Prompts.NeverReopened);
        var offered = Services(reply);
        var menu = FolioServices(offered);
        for (var round = 0; round < MostRounds; round++)
        {
            var choice = await _talk.ChooseAsync(menu, ct);
            if (choice.Turn == Turn.Unanswered) return Turn.End;
            if (choice.Turn != Turn.Onward) return choice.Turn;
            var service = offered[choice.Key - '1'];
            var turn = service switch
            {
                FolioService.Note or FolioService.Reopen => await ReplyAsync(ticket, reply, ct),
                FolioService.Down => await EscalateAsync(ticket, ct),
                FolioService.NewTicket => await RaiseInsteadAsync(ticket, ct),
                _ => Turn.Back,
            };
            if (service == FolioService.Other || turn != Turn.Back) return turn;
        }

        return Turn.End;
    }

    private void TellStatus(Ticket ticket)
    {
        _talk.Lead(Prompt(Prompts.FolioForBoth), new Phrase.FolioDigits(ticket.Folio), Prompt(Prompts.StatusIs));
        if (line.FindStatus(ticket.Status) is { } status) _talk.Lead(status.Prompt);
    }

    /// <summary>What can be done about a ticket by phone: a finished one is answered as its line says (WLD-07, SNG-13).</summary>
    private FolioService[] Services(ReplyRule reply) => reply switch
    {
        ReplyRule.NewTicket => [FolioService.NewTicket, FolioService.Other],
        ReplyRule.Reopen or ReplyRule.AskSupport => [FolioService.Reopen, FolioService.NewTicket, FolioService.Other],
        _ when line.EscalatesExisting.Value && Emergency is not null => [FolioService.Note, FolioService.Down, FolioService.Other],
        _ => [FolioService.Note, FolioService.Other],
    };

    private Menu FolioServices(FolioService[] offered) => new(
        "lookup",
        [],
        [
            .. offered.Select((service, place) => MenuOption.Named((char)('1' + place), service switch
            {
                FolioService.Note => Prompts.ForANote,
                FolioService.Down => Prompts.ForProductionDown,
                FolioService.Reopen => Prompts.ForReopening,
                FolioService.NewTicket => Prompts.ForANewTicket,
                _ => Prompts.ForAnotherFolio,
            })),
        ])
    {
        Standing = StandingKeys,
    };

    private async Task<Turn> ReplyAsync(Ticket ticket, ReplyRule reply, CancellationToken ct)
    {
        _noteSaid = reply switch
        {
            ReplyRule.Reopen => Prompts.Reopened,
            ReplyRule.AskSupport => Prompts.SupportDecides,
            _ => null,
        };
        return await LeaveNoteAsync(ticket, Prompts.RecordNote, ct);
    }

    /// <summary>A new ticket that refers to the finished one.</summary>
    private Task<Turn> RaiseInsteadAsync(Ticket ticket, CancellationToken ct)
    {
        _progress.Ticket = null;
        _progress.Refers = ticket.Folio;
        return NewRequestAsync(ct);
    }
}
