using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Tickets;
using SupportLine.Tests.Domain.Tickets;

namespace SupportLine.Tests.Domain.Mail;

public sealed class MailingRuleTests
{
    private static readonly Uri Portal = new("https://support.example.com/");

    private static readonly Contact Maria = new("aceros/maria", "aceros", "Maria", null, "maria@aceros.example", "en", true);

    private static readonly Contact John = Maria with { Id = "aceros/john", Email = "john@aceros.example", Language = "de" };

    private static readonly Contact Silent = Maria with { Id = "aceros/silent", Email = null };

    private static readonly Contact Stranger = Maria with { Id = "hoteles/ana", OrganisationId = "hoteles" };

    public static TheoryData<TicketChange> Updates => [.. ToldOf];

    private static List<TicketChange> ToldOf =>
    [
        new TicketChange.Noted("We look at it."),
        new TicketChange.VoiceNoted("note.wav"),
        new TicketChange.Answered("It works.", []),
        new TicketChange.DocumentsAttached([]),
        new TicketChange.StatusSet("new", "in-progress"),
        new TicketChange.SeverityVerified("standard", "emergency", "all phones are dead"),
        new TicketChange.SolutionProposed("Restart it."),
        new TicketChange.SolutionAnswered(true),
        new TicketChange.Referred("64000013"),
    ];

    [Fact]
    [Trait("Clause", "XIV-06")]
    public void A_new_ticket_is_mailed_to_its_requester_and_every_observer_with_a_link()
    {
        var mails = Decide(KnownLines.Xivo, new TicketChange.Raised("standard", "new"));
        Assert.Equal([Maria, John], mails.Select(mail => mail.To));
        Assert.All(mails, mail =>
        {
            Assert.Equal(MailOccasion.Creation, mail.Occasion);
            Assert.Equal(new Uri($"https://support.example.com/tickets/{mail.Folio.Digits}"), mail.Link);
            Assert.Equal("XIV-06", mail.Source);
        });
        Assert.Equal(["en", "fr"], mails.Select(mail => mail.Language));
    }

    [Fact]
    public void What_the_service_notes_for_support_alone_is_mailed_to_nobody() =>
        Assert.Empty(Decide(KnownLines.Xivo, new TicketChange.Noted("Called back at +33: no answer.", Inside: true)));

    [Theory]
    [MemberData(nameof(Updates))]
    [Trait("Clause", "XIV-06")]
    public void So_is_every_update(TicketChange change)
    {
        var mails = Decide(KnownLines.Xivo, change);
        Assert.Equal([Maria, John], mails.Select(mail => mail.To));
        Assert.All(mails, mail => Assert.Equal((MailOccasion.Update, "XIV-06"), (mail.Occasion, mail.Source)));
        Assert.All(mails, mail => Assert.NotNull(mail.Link));
    }

    [Fact]
    public void What_support_does_among_itself_is_mailed_to_nobody()
    {
        var told = ToldOf.Select(change => change.GetType()).Append(typeof(TicketChange.Raised)).Append(typeof(TicketChange.FolioAsked));
        var kinds = typeof(TicketChange).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TicketChange))).Except(told).ToList();
        Assert.True(kinds.Count > 10);
        foreach (var kind in kinds)
        {
            var change = (TicketChange)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(kind);
            Assert.Empty(Decide(KnownLines.Xivo, change));
        }
    }

    [Fact]
    [Trait("Clause", "SNG-12")]
    public void A_new_ticket_and_its_answers_go_to_the_address_its_requester_signs_in_with()
    {
        foreach (var change in new TicketChange[] { new TicketChange.Raised("standard", "new"), new TicketChange.Noted("We look at it.") })
        {
            var mail = Assert.Single(Decide(KnownLines.Sangoma, change));
            Assert.Equal(("maria@aceros.example", "SNG-12", null), (mail.To.Email, mail.Source, mail.Link));
        }
    }

    [Fact]
    public void Without_a_portal_no_link_is_sent() =>
        Assert.All(Decide(KnownLines.Xivo, new TicketChange.Raised("standard", "new"), portal: null), mail => Assert.Null(mail.Link));

    [Fact]
    public void A_line_that_mails_nothing_mails_nothing() => Assert.Empty(Decide(KnownLines.Ipaxes, new TicketChange.Raised("estandar", "new")));

    /// <summary>Maria raised it; everybody follows it, somebody without an address and somebody of another organisation among them.</summary>
    private static IReadOnlyList<TicketMail> Decide(Line line, TicketChange change) => Decide(line, change, Portal);

    private static IReadOnlyList<TicketMail> Decide(Line line, TicketChange change, Uri? portal)
    {
        Contact[] contacts = [Maria, John, Silent, Stranger];
        return MailingRule.Decide(line, TicketMaker.Of(line), change, contacts, [.. contacts.Select(contact => contact.Id)], portal);
    }
}
