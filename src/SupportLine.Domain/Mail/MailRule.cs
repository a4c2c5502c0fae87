using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Tickets;

namespace SupportLine.Domain.Mail;

/// <summary>What a mail that came in does (SNG-02, IPX-04, XCL-07).</summary>
internal abstract record MailRule
{
    private const string Channel = "mail";

    private MailRule()
    {
    }

    /// <summary>It answers a ticket, and this is what its answer does.</summary>
    public sealed record Answers(Ticket Ticket, Contact By, AnswerRule Rule) : MailRule;

    /// <summary>It raises a ticket.</summary>
    public sealed record Opens(Contact By, string Source) : MailRule;

    /// <summary>It changes nothing, and is answered with how to reach support.</summary>
    /// <param name="Instead">Ids of the channels that would do.</param>
    /// <param name="Source">What forbids it.</param>
    public sealed record Refused(IReadOnlyList<string> Instead, string Source) : MailRule;

    /// <summary>Nobody we know has its sender's address: it changes nothing, and is shown to support.</summary>
    public sealed record Stranger : MailRule;

    /// <param name="line">The line to whose address it came.</param>
    /// <param name="senders">Contacts with the sender's address.</param>
    /// <param name="ticket">The ticket whose folio its subject holds (<see cref="MailSubject.FolioOf"/>); null for none.</param>
    /// <param name="text">What is written, without what it quotes.</param>
    /// <param name="documents">What was attached.</param>
    public static MailRule Decide(Line line, IReadOnlyList<Contact> senders, Ticket? ticket, string text, IReadOnlyList<Document> documents)
    {
        if (senders.Count == 0) return new Stranger();

        // An address that two organisations share writes as the one whose ticket it is.
        if (ticket is not null && senders.FirstOrDefault(sender => Visibility.MaySee(ticket, sender.OrganisationId)) is { } by)
        {
            return new Answers(ticket, by, AnswerRule.Decide(line, ticket, new TicketAnswer(by.OrganisationId, Channel, text, documents)));
        }

        return ChannelRule.Decide(line, Channel, answers: false) switch
        {
            ChannelRule.Open open => new Opens(senders[0], open.Source),
            ChannelRule.Refused refused => new Refused(refused.Instead, refused.Source),
            var other => throw new InvalidOperationException($"A mail that answers nothing can not be {other}."),
        };
    }
}
