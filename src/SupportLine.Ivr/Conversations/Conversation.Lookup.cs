using SupportLine.Domain.Calls;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using static SupportLine.Ivr.Conversations.Talk;

namespace SupportLine.Ivr.Conversations;

/// <summary>
/// A folio that exists: its check digit is looked at before anything else, then whether it is the organisation's own
/// (XCL-05). Its status is told; a note may be left; with production down it is escalated (IPX-10).
/// </summary>
internal sealed partial class Conversation
{
    /// <summary>Null when the caller went back to the main menu.</summary>
    private async Task<CallEnding?> LookupAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < line.Dialogue.EntryTries; attempt++)
        {
            var keyed = await _talk.EnterAsync(new NumberQuestion("folio", "lookup.enter", Folio.MaxDigits, ["520000138", "123456789", "*"]), ct);
            if (keyed == "*")
            {
                return null;
            }

            if (!Folio.TryParse(keyed, out var folio))
            {
                _talk.Lead(keyed.Length == 0 ? "common.silence" : "lookup.mistyped");
                continue;
            }

            if (await site.Tickets.FindAsync(folio, ct) is not { } ticket || ticket.LineId != line.Id || !IsOurs(ticket))
            {
                // One answer for both: whether another company's folio exists is nobody's business.
                _talk.Lead("lookup.not-found");
                continue;
            }

            return await ServeAsync(ticket, ct);
        }

        return await NobodyPressesAsync(ct);
    }

    private bool IsOurs(Ticket ticket) => ticket.OrganisationId is { } owner && owner == _progress.Organisation?.Id;

    private async Task<CallEnding?> ServeAsync(Ticket ticket, CancellationToken ct)
    {
        _progress.Ticket = ticket;
        _progress.Ending = CallEnding.FolioServed;
        await _talk.RecordAsync("ticket", ticket.Folio.Digits);
        _talk.Lead(Prompt("folio.both"), new Phrase.FolioDigits(ticket.Folio), Prompt("lookup.status"));
        _talk.Lead(line.FindStatus(ticket.Status)?.Prompt ?? "status.new");
        switch (await _talk.ChooseAsync("lookup", [Prompt("lookup.menu"), Prompt("menu.end")], "1239*", ct))
        {
            case '1':
                await LeaveNoteAsync(ticket, ct);
                return CallEnding.FolioServed;
            case '2':
                return await EscalateExistingAsync(ticket, ct);
            case '3':
                _progress.Ticket = null;
                return await LookupAsync(ct);
            case '*':
                _progress.Ticket = null;
                return null;
            default:
                return CallEnding.FolioServed;
        }
    }

    private async Task LeaveNoteAsync(Ticket ticket, CancellationToken ct)
    {
        var file = $"{ticket.Folio}-{call.Id}.wav";
        var recorded = await RecordAsync("note.record", file, ct);
        if (recorded is null)
        {
            await _talk.SayAsync("describe.nothing", ct);
            return;
        }

        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.VoiceNoted(recorded), Actor, call.Id, site.Clock.Now, ct);
        await _talk.SayAsync("note.saved", ct);
    }

    private async Task<CallEnding> EscalateExistingAsync(Ticket ticket, CancellationToken ct)
    {
        if (!await IsEmergencyAsync(ct))
        {
            await LeaveNoteAsync(ticket, ct);
            return CallEnding.FolioServed;
        }

        var now = site.Clock.Now;
        var route = await DecideAsync(ticket.Folio, ct);
        await _talk.RecordAsync("decided", route.ToJson());
        await site.Tickets.AppendAsync(ticket.Folio, new TicketChange.EscalationClaimed(), Actor, call.Id, now, ct);
        switch (route.Decision)
        {
            case RouteDecision.ConnectAgent connect:
                return await ConnectAgentAsync(connect.Agents, ct);
            case RouteDecision.RingOnCall:
                var reachable = callerNumber.Length > 0 ? callerNumber : ticket.ContactNumber;
                var begun = await site.Escalations.BeginAsync(
                    new NewEscalation(ticket.Folio, line.Id, call.Id, reachable, _progress.Language, now), ct);
                return await RingOnCallAsync(begun, ct);
            default:
                await ExplainWaitAsync(ct);
                return CallEnding.FolioServed;
        }
    }

    private string Actor => _progress.Caller is Domain.Contracts.Caller.Identified identified ? $"contact:{identified.Contact.Id}" : "caller";
}
