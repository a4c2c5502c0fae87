using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>A voice note on a ticket that exists.</summary>
internal sealed partial class Conversation
{
    /// <summary>What a note on this ticket comes to, said when it is saved; null for nothing more.</summary>
    private string? _noteSaid;

    /// <summary>Onward when it is on the ticket or nothing was said; back when the caller thought better of it.</summary>
    private async Task<Turn> LeaveNoteAsync(Ticket ticket, string prompt, CancellationToken ct)
    {
        var file = NextFile();
        _progress.Note = file;
        var result = await RecordAsync([Talk.Prompt(prompt)], file, prompt, ct);
        _progress.Note = null;
        if (result.Key == Menu.BackKey) return Turn.Back;
        if (_progress.Remarks.Count > 0)
        {
            await site.Tickets.AppendAsync(ticket.Folio, [.. _progress.Remarks], "system", call.Id, site.Clock.Now, ct);
            _progress.Remarks.Clear();
        }

        if (result.HeardSpeech)
        {
            await AppendNoteAsync(ticket, file, ct);
            _talk.Lead(Prompts.NoteSaved);
            if (_noteSaid is { } said) _talk.Lead(said);
        }
        else
        {
            _talk.Lead(Prompts.NothingHeard);
        }

        return Turn.Onward;
    }

    /// <summary>Puts it on the ticket; a reply to a finished one also does what the line says replies do (WLD-07, SNG-13).</summary>
    private async Task AppendNoteAsync(Ticket ticket, string file, CancellationToken ct)
    {
        var noted = new TicketChange.VoiceNoted(file);
        TicketChange[] changes = ReplyRule.Decide(line, ticket) is ReplyRule.Reopen reopen ? [noted, reopen.Change] : [noted];
        try
        {
            await AppendAsync(ticket, changes, ct);
        }
        catch (TicketConflictException)
        {
            // Somebody of support has just moved it: what was said is on it all the same.
            await AppendAsync(ticket, [noted], ct);
        }
    }

    private Task<IReadOnlyList<TicketEvent>> AppendAsync(Ticket ticket, IReadOnlyList<TicketChange> changes, CancellationToken ct) =>
        site.Tickets.AppendAsync(ticket.Folio, changes, TicketDesk.Actor(_progress), call.Id, site.Clock.Now, ct);
}
