using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Conversations;
using SupportLine.Ivr.Credits;

namespace SupportLine.Ivr;

/// <summary>Calls that a process which died, or a store that was away, left without an ending: ended now, and what was said on them kept.</summary>
internal static class CrashRecovery
{
    /// <summary>
    /// Ends a node's unended calls as interrupted. What was said without a ticket becomes an incomplete one, so that an
    /// agent finds it; a confirmed emergency outside hours is escalated with it, as if the caller had been cut off.
    /// </summary>
    /// <param name="site">Keeps it.</param>
    /// <param name="node">Whose: this one's, of its life before, or one's that is gone.</param>
    /// <param name="isHeld">Whether the node is still ours to end: it may have come back meanwhile.</param>
    /// <param name="ct">Cancels it.</param>
    /// <returns>False where it is not, and the rest is left to whoever holds it.</returns>
    public static async Task<bool> RunAsync(Site site, string node, Func<Task<bool>> isHeld, CancellationToken ct)
    {
        foreach (var call in await site.Calls.UnendedAsync(node, ct))
        {
            if (!await isHeld()) return false;
            await EndAsync(site, call, CallEnding.Interrupted, node, ct);
        }

        if (!await isHeld()) return false;
        await MeteredTime.SettleLeftAsync(site, node, ct);
        await site.Queue.CutOffAsync(node, site.Clock.Now, ct);
        return true;
    }

    /// <summary>Ends a call of this node that is over: the store was away when it should have been ended.</summary>
    public static async Task EndLeftAsync(Site site, string callId, CallEnding ending, CancellationToken ct)
    {
        if (await site.Calls.FindAsync(callId, ct) is { Ending: null } call) await EndAsync(site, call, ending, site.Node, ct);
    }

    private static async Task EndAsync(Site site, CallRecord call, CallEnding ending, string node, CancellationToken ct)
    {
        if (call.LineId is not null && (site.Lines.Dialled(call.Dialled) ?? site.Lines.Find(call.LineId)) is { } line) await KeepAsync(site, line, call, node, ct);
        await site.Calls.EndAsync(call.Id, ending, site.Clock.Now, ct);
    }

    private static async Task KeepAsync(Site site, Line line, CallRecord call, string node, CancellationToken ct)
    {
        var events = await site.Calls.EventsAsync(call.Id, ct);
        if (events.LastOrDefault(step => step.Kind == ProgressNote.Kind) is not { } last || !ProgressNote.TryParse(last.Detail, out var note)) return;
        var progress = await RestoreAsync(site, line, call, note, node, ct);
        var desk = new TicketDesk(site, line);
        if (progress is { Note: { } spoken, Ticket: { } noted }) await desk.NoteOnceAsync(progress, noted, spoken, call.Id, ct);

        // A ticket that is older than what was said last is of an earlier problem of the call (SNG-01).
        if (!progress.IsWorthATicket || (await site.Tickets.FindByCallAsync(call.Id, ct) is { } raised && raised.RaisedAt >= last.At)) return;
        await desk.RaiseAsync(progress, await desk.DecideAsync(progress, escalates: null, ct), call.Id, incomplete: true, ct);
    }

    private static async Task<Progress> RestoreAsync(Site site, Line line, CallRecord call, ProgressNote note, string node, CancellationToken ct)
    {
        var progress = new Progress
        {
            Language = note.Language,
            CallerNumber = call.CallerNumber,
            Caller = await CallerAsync(site, line, note, ct),
            Standing = note.Standing,
            Product = note.Product,
            RequestType = note.RequestType,
            Claimed = note.Claimed,
            Confirmed = note.Confirmed,
            Consent = note.Consent,
            Refers = note.Refers is { } refers ? Folio.Parse(refers) : null,
            ContactNumber = note.ContactNumber,
            Recording = Spoken(note.Recording),
            Ticket = note.Ticket is { } folio ? await site.Tickets.FindAsync(Folio.Parse(folio), ct) : null,
            Note = Spoken(note.Note),
        };
        foreach (var (datum, keyed) in note.Given ?? new Dictionary<string, string>()) progress.Given[datum] = keyed;
        progress.Told.AddRange(note.Told ?? []);
        progress.Remarks.AddRange((note.Remarks ?? []).Select(text => new TicketChange.Noted(text, Inside: true)));
        return progress;

        // What another node recorded may lie on its own disk: only it could tell that there is no such file.
        string? Spoken(string? file) => file is not null && (node != site.Node || File.Exists(Path.Combine(site.Recordings, file))) ? file : null;
    }

    private static async Task<Caller.Identified?> CallerAsync(Site site, Line line, ProgressNote note, CancellationToken ct)
    {
        if (note.OrganisationId is not { } organisationId) return null;
        var organisation = await site.Directory.OrganisationAsync(organisationId, ct);
        var contract = note.ContractNumber is { } number ? await site.Directory.ContractAsync(line.Id, number, ct) : null;
        var contact = (await site.Directory.ContactsAsync(organisationId, ct)).FirstOrDefault(known => known.Id == note.ContactId);
        return organisation is null || contact is null ? null : new Caller.Identified(organisation, contact, contract);
    }
}
