using MimeKit;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Server.Settings;

namespace SupportLine.Server.Mail;

/// <summary>Makes mails of notifications: the same one at every try, under the same Message-ID, so that a second copy is seen.</summary>
internal sealed class MailWriter(Site site, MailTemplates templates, MailSettings settings)
{
    /// <summary>Most bytes of a recording that goes along: with base64's third it stays under the 25 MB that servers commonly take.</summary>
    private const long MostRecording = 17_000_000;

    /// <summary>The mail; null when what it speaks of is no longer there.</summary>
    /// <exception cref="IOException">The recording cannot be read.</exception>
    public async Task<MimeMessage?> WriteAsync(OutboxEntry entry, CancellationToken ct) => entry.Notification switch
    {
        Notification.ReaderMail mail => await ReaderMailAsync(entry, mail, ct),
        Notification.HelpdeskMail mail => await HelpdeskMailAsync(entry, mail, ct),
        Notification.AlertMail mail => await AlertMailAsync(entry, mail, ct),
        Notification.AlarmMail mail => await AlarmMailAsync(entry, mail, ct),
        _ => null,
    };

    private async Task<MimeMessage?> ReaderMailAsync(OutboxEntry entry, Notification.ReaderMail mail, CancellationToken ct)
    {
        if (await FindAsync(mail.Folio, ct) is not { } found) return null;
        var (ticket, line) = found;
        var history = await site.Tickets.HistoryAsync(ticket.Folio, ct);
        var steps = history.Where(step => mail.Seqs.Contains(step.Seq)).ToList();
        var values = new MailFacts(line, site.Prompts, mail.Language).OfReader(ticket, mail, steps);
        var rendered = templates.Render(line, MailKind.Of(mail.Occasion), mail.Language, values);
        return Message(entry, ticket, rendered, new MailboxAddress(mail.Name, mail.Address), attachment: null);
    }

    private async Task<MimeMessage?> HelpdeskMailAsync(OutboxEntry entry, Notification.HelpdeskMail mail, CancellationToken ct)
    {
        if (await FindAsync(mail.Folio, ct) is not { } found) return null;
        var (ticket, line) = found;
        var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
        var contacts = organisation is null ? [] : await site.Directory.ContactsAsync(organisation.Id, ct);
        var (state, recording) = Recording(ticket);
        var facts = new MailFacts(line, site.Prompts, mail.Language);
        var values = facts.OfHelpdesk(ticket, organisation, contacts.FirstOrDefault(contact => contact.Id == ticket.ContactId), state);
        var content = recording is null ? null : await File.ReadAllBytesAsync(recording, ct);
        return Message(entry, ticket, templates.Render(line, MailKind.Helpdesk, mail.Language, values), new MailboxAddress("", mail.Address), content);
    }

    private async Task<MimeMessage?> AlertMailAsync(OutboxEntry entry, Notification.AlertMail mail, CancellationToken ct)
    {
        if (await FindAsync(mail.Alert.Folio, ct) is not { } found) return null;
        var (ticket, line) = found;
        var language = line.Languages.Contains(mail.Language) ? mail.Language : line.Languages[0];
        var rendered = templates.Render(line, MailKind.Alert, language, new MailFacts(line, site.Prompts, language).OfAlert(mail.Alert));
        return Urgent(Message(entry, ticket, rendered, new MailboxAddress(mail.Alert.EngineerName, mail.Address), attachment: null));
    }

    private async Task<MimeMessage?> AlarmMailAsync(OutboxEntry entry, Notification.AlarmMail mail, CancellationToken ct)
    {
        if (await FindAsync(mail.Folio, ct) is not { } found) return null;
        var (ticket, line) = found;
        var organisation = ticket.OrganisationId is { } id ? await site.Directory.OrganisationAsync(id, ct) : null;
        var history = await site.Tickets.HistoryAsync(ticket.Folio, ct);
        var at = history.First(step => step.Seq == mail.Seq).At;
        var escalation = await site.Escalations.FindAsync(ticket.Folio, ct);
        var notes = escalation is null ? [] : await site.Escalations.AttemptsAsync(escalation.Id, ct);
        var rings = notes.GroupBy(note => note.LegId).Select(ring => ring.Last()).Where(ring => ring.At <= at);
        var values = new MailFacts(line, site.Prompts, mail.Language).OfAlarm(ticket, organisation, at, rings);
        return Urgent(Message(entry, ticket, templates.Render(line, MailKind.Alarm, mail.Language, values), new MailboxAddress("", mail.Address), attachment: null));
    }

    private static MimeMessage Urgent(MimeMessage message)
    {
        message.Importance = MessageImportance.High;
        message.XPriority = XMessagePriority.Highest;
        return message;
    }

    private async Task<(Ticket Ticket, Line Line)?> FindAsync(string folio, CancellationToken ct) =>
        await site.Tickets.FindAsync(Folio.Parse(folio), ct) is { } ticket && site.Lines.Find(ticket.LineId) is { } line ? (ticket, line) : null;

    /// <summary>How it stands with the recording, in the template's words, and its file when it goes along.</summary>
    private (string State, string? Path) Recording(Ticket ticket)
    {
        if (ticket.Recording is null) return ("none", null);
        var file = new FileInfo(Path.Combine(site.Recordings, ticket.Recording));
        return !file.Exists ? ("lost", null) : file.Length > MostRecording ? ("too-large", null) : ("attached", file.FullName);
    }

    private MimeMessage Message(OutboxEntry entry, Ticket ticket, RenderedMail mail, MailboxAddress to, byte[]? attachment)
    {
        var domain = settings.From.Address[(settings.From.Address.LastIndexOf('@') + 1)..];
        var thread = $"{ticket.Folio}.{ticket.RaisedAt.ToUnixTimeTicks()}@{domain}";
        var body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html };
        if (attachment is not null) body.Attachments.Add($"{ticket.Folio}.wav", attachment, new ContentType("audio", "wav"));
        var message = new MimeMessage
        {
            MessageId = $"{entry.Number}.{entry.Id}@{domain}",
            InReplyTo = thread,
            Date = entry.CreatedAt.ToDateTimeOffset(),
            Subject = MailSubject.Of(ticket.Folio, mail.Subject),
            Body = body.ToMessageBody(),
        };
        message.References.Add(thread);
        message.From.Add(settings.From);
        message.To.Add(to);

        // RFC 3834 section 5: nobody's absence answers it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-SupportLine-Notification", $"{entry.Number}");
        return message;
    }
}
