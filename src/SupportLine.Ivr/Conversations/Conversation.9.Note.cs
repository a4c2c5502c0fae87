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
        var result = await RecordAsync([Talk.Prompt(prompt)], file, prompt, () => NoteSpokenAsync(file), ct);
        if (result.Key == Menu.BackKey || !result.HeardSpeech) await NoteSpokenAsync(null);
        if (result.Key == Menu.BackKey)
        {
            Discard(file);
            return Turn.Back;
        }

        if (_progress.Remarks.Count > 0)
        {
            await site.Tickets.AppendAsync(ticket.Folio, [.. _progress.Remarks], "system", call.Id, site.Clock.Now, ct);
            _progress.Remarks.Clear();
        }

        if (result.HeardSpeech)
        {
            await _desk.NoteAsync(_progress, ticket, file, call.Id, ct);
            await NoteSpokenAsync(null);
            _talk.Lead(Prompts.NoteSaved);
            if (_noteSaid is { } said) _talk.Lead(said);
        }
        else
        {
            _talk.Lead(Prompts.NothingHeard);
        }

        return Turn.Onward;
    }

    private ValueTask NoteSpokenAsync(string? file)
    {
        _progress.Note = file;
        return NoteProgressAsync();
    }

    private Task<IReadOnlyList<TicketEvent>> AppendAsync(Ticket ticket, IReadOnlyList<TicketChange> changes, CancellationToken ct) =>
        site.Tickets.AppendAsync(ticket.Folio, changes, TicketDesk.Actor(_progress), call.Id, site.Clock.Now, ct);
}
