using NodaTime;
using SupportLine.Domain.Calls;
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
            Claimed = progress.Claimed,
            Confirmed = progress.Confirmed,
            Escalates = escalates?.Digits,
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
    public Task<RaisedTicket> RaiseAsync(Progress progress, RouteRecord route, string callId, bool incomplete, CancellationToken ct) =>
        site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = progress.Caller?.Organisation.Id,
                ContactId = progress.Caller?.Contact.Id,
                ContractNumber = progress.Caller?.Contract.Number,
                RequestType = progress.RequestType,
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
                Recording = progress.Recording,
                CallId = callId,
                RaisedAt = route.Inputs.At,
                DueAt = route.Decision.DueAt,
                Actor = Actor(progress),
                Changes = [.. progress.Remarks],
                Decision = route.ToJson(),

                // A confirmed emergency rings on-call even when its caller was cut off midway.
                Escalate = route.Decision is RouteDecision.RingOnCall,
            },
            ct);

    /// <summary>Who acts, for a ticket's history.</summary>
    public static string Actor(Progress progress) => progress.Caller is { } caller ? $"contact:{caller.Contact.Id}" : "caller";

    private IReadOnlyList<string> Missing(Progress progress)
    {
        if (line.FindRequestType(progress.RequestType) is not { } type) return [];
        List<string> given = [.. progress.Described ? type.Spoken : []];
        if (progress.ContactNumber.Length > 0) given.Add("contact-number");
        return type.Missing(given);
    }
}
