using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Mail;

/// <summary>Who is mailed what as a ticket's history goes on (SNG-12, XIV-06).</summary>
internal static class MailingRule
{
    /// <param name="line">The line's terms.</param>
    /// <param name="ticket">The ticket after the change.</param>
    /// <param name="change">What was added to its history.</param>
    /// <param name="contacts">The contacts of the ticket's organisation; one without an address gets no mail.</param>
    /// <param name="observers">Ids of those who follow it.</param>
    /// <param name="portal">Where the portal is reached, ending in a slash; null while there is none, and then no link is sent.</param>
    public static IReadOnlyList<TicketMail> Decide(
        Line line, Ticket ticket, TicketChange change, IReadOnlyList<Contact> contacts, IReadOnlyCollection<string> observers, Uri? portal)
    {
        if (change is TicketChange.Told { Address: not null } told) return ToRequester(MailOccasion.Addresses, line, ticket, contacts, SourceOf(line, told));
        if (change is TicketChange.FolioAsked) return ToRequester(MailOccasion.Folio, line, ticket, contacts, ClauseTable.Operator);
        if (OccasionOf(change) is not { } occasion) return [];
        return
        [
            .. from terms in line.Mails
               where terms.On == occasion
               from contact in contacts
               where contact.Email is not null && contact.OrganisationId == ticket.OrganisationId && IsReader(terms, ticket, contact, observers)
               select new TicketMail(
                   contact,
                   LanguageOf(line, contact),
                   occasion,
                   ticket.Folio,
                   terms.Link && portal is not null ? new Uri(portal, $"tickets/{ticket.Folio.Digits}") : null,
                   terms.Source),
        ];
    }

    /// <summary>What the caller was promised goes to the requester, whatever else the line mails.</summary>
    private static IReadOnlyList<TicketMail> ToRequester(
        MailOccasion occasion, Line line, Ticket ticket, IReadOnlyList<Contact> contacts, string source) =>
    [
        .. from contact in contacts
           where contact.Email is not null && contact.OrganisationId == ticket.OrganisationId && contact.Id == ticket.ContactId
           select new TicketMail(contact, LanguageOf(line, contact), occasion, ticket.Folio, null, source),
    ];

    private static string SourceOf(Line line, TicketChange.Told told) =>
        line.Notices.FirstOrDefault(notice => notice.Id == told.Notice)?.Source
        ?? line.StatusPages.FirstOrDefault(page => page.Id == told.Notice)?.Source
        ?? ClauseTable.Operator;

    /// <summary>A contact who reads as requester and as observer is one reader: one mail.</summary>
    private static bool IsReader(MailTerms terms, Ticket ticket, Contact contact, IReadOnlyCollection<string> observers) =>
        (terms.To.Contains(MailReader.Requester) && contact.Id == ticket.ContactId)
        || (terms.To.Contains(MailReader.Observers) && observers.Contains(contact.Id));

    private static string LanguageOf(Line line, Contact contact) =>
        contact.Language is { } own && line.Languages.Contains(own) ? own : line.Languages[0];

    /// <summary>What the customer is told of; what support does among itself, and access data, is nobody else's.</summary>
    private static MailOccasion? OccasionOf(TicketChange change) => change switch
    {
        TicketChange.Raised => MailOccasion.Creation,
        TicketChange.Noted { Inside: false } or TicketChange.VoiceNoted or TicketChange.Answered or TicketChange.DocumentsAttached
            or TicketChange.StatusSet or TicketChange.SeverityVerified or TicketChange.SolutionProposed
            or TicketChange.SolutionAnswered or TicketChange.Referred => MailOccasion.Update,
        _ => null,
    };
}
