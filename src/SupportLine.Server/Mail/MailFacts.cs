using NodaTime;
using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.OnCall;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr.Speech;
using SupportLine.Server.Commands;

namespace SupportLine.Server.Mail;

/// <summary>What a mail tells, by placeholder, in a reader's language. Only what is named here ever gets into a mail.</summary>
/// <param name="line">The ticket's.</param>
/// <param name="prompts">Names of statuses, as they are spoken.</param>
/// <param name="language">The reader's.</param>
internal sealed class MailFacts(Line line, PromptLibrary prompts, string language)
{
    public Dictionary<string, object?> OfReader(Ticket ticket, Notification.ReaderMail mail, IReadOnlyList<TicketEvent> steps) => new()
    {
        ["folio"] = ticket.Folio.Digits,
        ["line"] = line.Title,
        ["name"] = Row(mail.Name),
        ["status"] = Status(ticket.Status),
        ["severity"] = ticket.Severity,
        ["raised_at"] = Time(ticket.RaisedAt),
        ["due_at"] = ticket.DueAt is { } due ? Time(due) : null,
        ["number"] = ticket.ContactNumber,
        ["link"] = mail.Link?.AbsoluteUri,
        ["changes"] = steps.Select(Change).ToList(),
        ["addresses"] = steps.Select(step => step.Change).OfType<TicketChange.Told>().Where(told => told.Address is not null).Select(Page).ToList(),
    };

    public Dictionary<string, object?> OfHelpdesk(Ticket ticket, Organisation? organisation, Contact? contact, string recording) => new()
    {
        ["folio"] = ticket.Folio.Digits,
        ["line"] = line.Title,
        ["organisation"] = Row(organisation?.Name),
        ["contact"] = Row(contact?.Name),
        ["contract"] = ticket.ContractNumber,
        ["number"] = ticket.ContactNumber,
        ["severity"] = ticket.Severity,
        ["claimed"] = ticket.Claimed,
        ["request_type"] = ticket.RequestType,
        ["product"] = line.Products.FirstOrDefault(product => product.Id == ticket.Product)?.Title ?? ticket.Product,
        ["raised_at"] = Time(ticket.RaisedAt),
        ["due_at"] = ticket.DueAt is { } due ? Time(due) : null,
        ["identified"] = ticket.CallerVerified,
        ["incomplete"] = ticket.Incomplete,
        ["missing"] = string.Join(", ", ticket.Missing),
        ["recording"] = recording,
    };

    public Dictionary<string, object?> OfAlert(AlertFacts alert) => new()
    {
        ["folio"] = alert.Folio,
        ["line"] = alert.LineTitle,
        ["name"] = Row(alert.EngineerName),
        ["organisation"] = Row(alert.Organisation),
        ["severity"] = alert.Severity,
        ["caller_number"] = alert.CallerNumber,
        ["call_back_number"] = alert.CallBackNumber,
        ["line_number"] = alert.LineNumber,
        ["at"] = Time(alert.At),
    };

    /// <param name="ticket">The emergency's.</param>
    /// <param name="organisation">Its customer; null when nobody could be identified.</param>
    /// <param name="at">When the ladder ended.</param>
    /// <param name="rings">What was noted of each phone that was rung.</param>
    public Dictionary<string, object?> OfAlarm(Ticket ticket, Organisation? organisation, Instant at, IEnumerable<EscalationAttempt> rings) => new()
    {
        ["folio"] = ticket.Folio.Digits,
        ["line"] = line.Title,
        ["organisation"] = Row(organisation?.Name),
        ["severity"] = ticket.Claimed ?? ticket.Severity,
        ["call_back_number"] = ticket.ContactNumber,
        ["at"] = Time(at),
        ["rings"] = rings.Select(ring => new Dictionary<string, object?>
        {
            ["engineer"] = Row(ring.EngineerId), ["target"] = Row(ring.Target), ["outcome"] = ring.Outcome, ["at"] = Time(ring.At),
        }).ToList(),
    };

    private Dictionary<string, object?> Change(TicketEvent step)
    {
        var (kind, text) = step.Change switch
        {
            TicketChange.Noted noted => ("noted", noted.Text),
            TicketChange.VoiceNoted => ("voice-noted", null),
            TicketChange.Answered answered => ("answered", answered.Text),
            TicketChange.DocumentsAttached => ("documents-attached", null),
            TicketChange.StatusSet => ("status-set", null),

            // In a call it is the service that words the reason, in English.
            TicketChange.SeverityVerified verified => ("severity-verified", step.CallId is null ? verified.Reason : null),
            TicketChange.SolutionProposed proposed => ("solution-proposed", proposed.Text),
            TicketChange.SolutionAnswered answered => (answered.Approved ? "solution-approved" : "solution-refused", null),
            TicketChange.Referred => ("referred", null),
            _ => ("", (string?)null),
        };
        return new()
        {
            ["kind"] = kind,
            ["text"] = text?.ReplaceLineEndings("\n"),
            ["at"] = Time(step.At),
            ["status"] = step.Change is TicketChange.StatusSet set ? Status(set.To) : null,
            ["severity"] = (step.Change as TicketChange.SeverityVerified)?.To,
            ["folio"] = (step.Change as TicketChange.Referred)?.To,
        };
    }

    private Dictionary<string, object?> Page(TicketChange.Told told) => new()
    {
        ["title"] = line.StatusPages.FirstOrDefault(page => page.Id == told.Notice)?.Title ?? line.Title,
        ["address"] = told.Address,
    };

    private string Status(string id)
    {
        var prompt = line.Statuses.FirstOrDefault(status => status.Id == id)?.Prompt;
        return prompt is null || !prompts.Has(language) ? id : prompts.For(language).Words([new Phrase.Prompt(prompt)]).TrimEnd('.');
    }

    private string Time(Instant at) => Output.Time(at, line.Hours.Zone);

    /// <summary>A name of one row, whatever was written into it: no value begins a header or a row of its own.</summary>
    private static string? Row(string? text) => text is null ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
