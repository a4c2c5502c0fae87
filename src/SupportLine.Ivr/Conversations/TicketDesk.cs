using NodaTime;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>Makes tickets of what callers said, each with the decision that routed it.</summary>
internal sealed class TicketDesk(Site site, Line line)
{
    /// <summary>Decides the route by the domain from everything known now, together with what it was decided from.</summary>
    public async Task<RouteRecord> DecideAsync(Progress progress, Folio? escalates, CancellationToken ct)
    {
        var now = site.Clock.Now;
        var unverified = progress.IsProven(line, now)
            ? 0
            : await site.Tickets.UnverifiedSinceAsync(progress.CallerNumber, now - Duration.FromHours(1), ct);
        return RouteRecord.Decide(line, new RouteInputs
        {
            LineId = line.Id,
            LineHash = line.ContentHash,
            Calendar = line.Hours.Id,
            TzVersion = RouteInputs.TzVersionNow,
            At = now,
            Standing = progress.Standing,
            Contract = progress.Caller?.Contract,
            RequestType = progress.RequestType,
            Product = progress.Product,
            Entitled = await LackedAsync(progress, now, ct) is null,
            Claimed = progress.Claimed,
            Confirmed = progress.Confirmed,
            MessageOnly = progress.MessageOnly,
            Escalates = escalates?.Digits,
            Booked = progress.Visit is not null,
            BookedEngineer = progress.Visit?.EngineerId,
            UnverifiedInLastHour = unverified,
        });
    }

    /// <summary>
    /// Raises the ticket: durable when this returns, and with it the escalation where the route is the engineer on call.
    /// </summary>
    /// <param name="progress">What was said.</param>
    /// <param name="route">The decision.</param>
    /// <param name="callId">The call.</param>
    /// <param name="incomplete">Whether the caller left before the end.</param>
    /// <param name="ct">Cancels it.</param>
    public async Task<RaisedTicket> RaiseAsync(Progress progress, RouteRecord route, string callId, bool incomplete, CancellationToken ct) =>
        await site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = progress.Caller?.Organisation.Id,
                ContactId = progress.Caller?.Contact.Id,
                ContractNumber = progress.Caller?.Contract?.Number,
                RequestType = progress.RequestType,
                Product = progress.Product,
                Claimed = progress.Claimed,
                Confirmed = progress.Confirmed,
                Severity = line.StandsAt(progress.Claimed, progress.Confirmed, line.Hours.IsOpen(route.Inputs.At)),
                Status = line.FirstStatus.Id,

                // Nobody confirmed the number the call came from, but it is the best there is.
                ContactNumber = progress.ContactNumber.Length > 0 ? progress.ContactNumber : progress.CallerNumber,
                Language = progress.Language,
                CallerVerified = progress.IsProven(line, route.Inputs.At),
                Incomplete = incomplete,
                Missing = Missing(progress),
                Given = progress.Given,
                Calendar = line.Hours.Id,
                Recording = progress.Recording,
                CallId = callId,
                RaisedAt = route.Inputs.At,
                DueAt = route.Decision.DueAt,
                Actor = Actor(progress),
                Changes = [.. await ChangesAsync(progress, route.Inputs.At, ct)],
                Decision = route.ToJson(),

                // A confirmed emergency rings on-call even when its caller was cut off midway.
                Escalate = route.Decision is RouteDecision.RingOnCall,
                EscalateFirst = (route.Decision as RouteDecision.RingOnCall)?.First,
            },
            ct);

    /// <summary>Puts a voice note on a ticket; a reply to a finished one also does what the line says replies do (WLD-07, SNG-13).</summary>
    public async Task NoteAsync(Progress progress, Ticket ticket, string file, string callId, CancellationToken ct)
    {
        var noted = new TicketChange.VoiceNoted(file);
        TicketChange[] changes = ReplyRule.Decide(line, ticket) is ReplyRule.Reopen reopen ? [noted, reopen.Change] : [noted];
        try
        {
            await AppendAsync(changes);
        }
        catch (TicketConflictException)
        {
            // Somebody of support has just moved it: what was said is on it all the same.
            await AppendAsync([noted]);
        }

        Task AppendAsync(IReadOnlyList<TicketChange> appended) => site.Tickets.AppendAsync(ticket.Folio, appended, Actor(progress), callId, site.Clock.Now, ct);
    }

    /// <summary>The same where it is not known whether the note is on the ticket already.</summary>
    public async Task NoteOnceAsync(Progress progress, Ticket ticket, string file, string callId, CancellationToken ct)
    {
        var history = await site.Tickets.HistoryAsync(ticket.Folio, ct);
        if (!history.Any(step => step.Change is TicketChange.VoiceNoted noted && noted.Recording == file)) await NoteAsync(progress, ticket, file, callId, ct);
    }

    /// <summary>Who acts, for a ticket's history.</summary>
    public static string Actor(Progress progress) => progress.Caller is { } caller ? $"contact:{caller.Contact.Id}" : "caller";

    /// <summary>What stands in the history right behind the raising: what it refers to, what is known and was told, what was agreed.</summary>
    private async Task<IEnumerable<TicketChange>> ChangesAsync(Progress progress, Instant at, CancellationToken ct)
    {
        var facts = await AccountAsync(progress, ct) is { } account ? FactSheet.For(account, progress.Product) : null;
        TicketChange?[] changes =
        [
            progress.Refers is { } refers ? new TicketChange.Referred(refers.Digits) : null,
            facts,
            await LackedAsync(progress, at, ct),
            .. progress.Told,
            progress.Consent is { } given ? new TicketChange.ConsentAnswered(given, "phone") : null,
            .. progress.Remarks,
        ];
        return changes.OfType<TicketChange>();
    }

    /// <summary>What is missing, by the terms as they are now, whatever was said before: a call that was cut off is judged the same way.</summary>
    private async Task<TicketChange.EntitlementLacked?> LackedAsync(Progress progress, Instant now, CancellationToken ct) =>
        line.FindRequestType(progress.RequestType) is { } type
        && await AccountAsync(progress, ct) is { } account
        && Entitlement.Decide(line, progress.Product, type, account, now.InZone(line.Hours.Zone).Date) is var entitlement and not Entitlement.Entitled
            ? new TicketChange.EntitlementLacked(entitlement is Entitlement.Lacking lacking ? [.. lacking.Lacks.Select(lack => lack.Kind.ToString())] : [])
            : null;

    private async Task<Account?> AccountAsync(Progress progress, CancellationToken ct) =>
        progress.Caller is { } caller ? await site.Directory.AccountAsync(caller.Organisation.Id, line.Id, ct) : null;

    private IReadOnlyList<string> Missing(Progress progress)
    {
        if (line.FindRequestType(progress.RequestType) is not { } type) return [];
        List<string> given = [.. progress.Given.Keys, .. progress.Described ? type.Spoken : []];
        if (progress.ContactNumber.Length > 0) given.Add(RequestType.ContactNumber);
        return type.Missing(given);
    }
}
