using SupportLine.Domain.Calls;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Tickets;

namespace SupportLine.Ivr.Conversations;

/// <summary>The ticket: durable, with its decision and its escalation, before a word of it is spoken.</summary>
internal sealed partial class Conversation
{
    private async Task<(RaisedTicket Raised, RouteDecision Route)> RaiseAsync(bool incomplete, CancellationToken ct)
    {
        var route = await DecideAsync(null, ct);

        var identified = _progress.Caller as Caller.Identified;
        var type = line.FindRequestType(_progress.RequestType);
        List<string> given = [];
        if (_progress.Recording is not null)
        {
            given.AddRange(type?.Spoken ?? []);
        }

        if (_progress.ContactNumber.Length > 0)
        {
            given.Add("contact-number");
        }

        var raised = await site.Tickets.RaiseAsync(
            new NewTicket
            {
                LineId = line.Id,
                FolioPrefix = line.FolioPrefix,
                OrganisationId = identified?.Organisation.Id,
                ContactId = identified?.Contact.Id,
                ContractNumber = identified?.Contract.Number,
                RequestType = _progress.RequestType,
                Claimed = _progress.Claimed,
                Confirmed = _progress.Confirmed,
                Severity = line.StartingSeverity.Value,
                Status = line.FirstStatus.Id,
                ContactNumber = _progress.ContactNumber.Length > 0 ? _progress.ContactNumber : callerNumber,
                Language = _progress.Language,
                CallerVerified = identified is not null,
                Incomplete = incomplete,
                Missing = type?.Missing(given) ?? [],
                Recording = _progress.Recording,
                CallId = call.Id,
                RaisedAt = route.Inputs.At,
                DueAt = route.Decision.DueAt,
                Actor = identified is null ? "caller" : $"contact:{identified.Contact.Id}",
                Decision = route.ToJson(),

                // A confirmed emergency rings on-call even when its caller was cut off midway.
                Escalate = route.Decision is RouteDecision.RingOnCall,
            },
            ct);
        _progress.Ticket = raised.Ticket;
        _progress.Ending = CallEnding.TicketRaised;
        await _talk.RecordAsync("decided", route.ToJson());
        await _talk.RecordAsync("ticket", raised.Ticket.Folio.Digits);
        return (raised, route.Decision);
    }

    /// <summary>The route, decided by the domain from everything known now; kept so that it can be run again.</summary>
    private async Task<RouteRecord> DecideAsync(Folio? escalates, CancellationToken ct)
    {
        var now = site.Clock.Now;
        var proven = _progress.Standing == CallerStanding.Authorised;
        return RouteRecord.Decide(line, new RouteInputs
        {
            LineId = line.Id,
            LineHash = line.ContentHash,
            TzVersion = RouteInputs.TzVersionNow,
            At = now,
            Standing = _progress.Standing,
            Contract = _progress.Contract,
            RequestType = _progress.RequestType,
            Claimed = _progress.Claimed,
            Confirmed = _progress.Confirmed,
            Escalates = escalates?.Digits,
            UnverifiedInLastHour = proven ? 0 : await site.Tickets.UnverifiedSinceAsync(callerNumber, now - NodaTime.Duration.FromHours(1), ct),
        });
    }
}
