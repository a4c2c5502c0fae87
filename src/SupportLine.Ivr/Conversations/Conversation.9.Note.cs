using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>A voice note on a ticket that exists.</summary>
internal sealed partial class Conversation
{
    /// <summary>Onward when it is on the ticket or nothing was said; back when the caller thought better of it.</summary>
    private async Task<Turn> LeaveNoteAsync(Ticket ticket, string prompt, CancellationToken ct)
    {
        var file = NextFile();
        _progress.Note = file;
        var result = await RecordAsync(prompt, file, ct);
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
        }
        else
        {
            _talk.Lead(Prompts.NothingHeard);
        }

        return Turn.Onward;
    }

    private Task<TicketEvent> AppendNoteAsync(Ticket ticket, string file, CancellationToken ct) => site.Tickets.AppendAsync(
        ticket.Folio, new TicketChange.VoiceNoted(file), TicketDesk.Actor(_progress), call.Id, site.Clock.Now, ct);
}
