using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Outbox;

/// <summary>What the lines' terms have mailed, and what webhooks ask for.</summary>
/// <param name="lines">The site's.</param>
/// <param name="mails">Whether there is a mail server.</param>
/// <param name="operators">The address of alarms; null for that of each line's helpdesk.</param>
/// <param name="hooks">The site's webhooks.</param>
public sealed class Notifier(LineBook lines, bool mails, string? operators, IReadOnlyList<HookTerms> hooks) : INotifier
{
    public IReadOnlyList<Notification> Decide(
        Ticket ticket, IReadOnlyList<TicketEvent> added, IReadOnlyList<Contact> contacts, IReadOnlyCollection<string> observers)
    {
        if (lines.Find(ticket.LineId) is not { } line) return [];
        IEnumerable<Notification> written = mails ? [.. ReaderMails(line, ticket, added, contacts, observers), .. HelpdeskMails(line, ticket, added), .. AlarmMails(line, ticket, added)] : [];
        return [.. written, .. WebhookCalls(ticket, added)];
    }

    /// <summary>One mail a reader and occasion, whatever was added at once; the mail on a ticket's raising tells all of it.</summary>
    private static IEnumerable<Notification> ReaderMails(
        Line line, Ticket ticket, IReadOnlyList<TicketEvent> added, IReadOnlyList<Contact> contacts, IReadOnlyCollection<string> observers)
    {
        var isNew = added.Any(step => step.Change is TicketChange.Raised);
        return from step in added
               from mail in MailingRule.Decide(line, ticket, step.Change, contacts, observers, portal: null)
               where !(isNew && mail.Occasion == MailOccasion.Update)
               group (step.Seq, Mail: mail) by (mail.To.Id, mail.Occasion) into letters
               let mail = letters.First().Mail
               select new Notification.ReaderMail(
                   ticket.Folio.Digits,
                   [.. letters.Select(letter => letter.Seq)],
                   mail.Occasion,
                   mail.To.Id,
                   mail.To.Name,
                   mail.To.Email!,
                   mail.Language,
                   mail.Link);
    }

    private static IEnumerable<Notification> HelpdeskMails(Line line, Ticket ticket, IReadOnlyList<TicketEvent> added) =>
        from helpdesk in new[] { line.HelpdeskMail }
        where helpdesk is not null && added.Any(step => step.Change is TicketChange.Raised)
        select new Notification.HelpdeskMail(ticket.Folio.Digits, helpdesk.Address, line.Languages[0]);

    private IEnumerable<Notification> AlarmMails(Line line, Ticket ticket, IReadOnlyList<TicketEvent> added) =>
        from step in added
        where step.Change is TicketChange.EscalationMoved { State: TicketChange.EscalationMoved.Exhausted }
        let address = operators ?? line.HelpdeskMail?.Address
        where address is not null
        select new Notification.AlarmMail(ticket.Folio.Digits, step.Seq, address, line.Languages[0]);

    private IEnumerable<Notification> WebhookCalls(Ticket ticket, IReadOnlyList<TicketEvent> added) =>
        from step in added
        let body = HookBody.Of(ticket, step)
        from hook in hooks
        where hook.Wants(body.Type)
        select new Notification.WebhookCall($"{ticket.Folio.Digits}:{step.Seq}", hook.Url, body.Json);
}
