using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Tickets;
using SupportLine.Tests.Domain.Tickets;

namespace SupportLine.Tests.Domain.Mail;

public sealed class MailRuleTests
{
    private static readonly Contact Maria = new("aceros/maria", "aceros", "Maria", null, "maria@aceros.example", null, true);

    private static readonly Contact Same = Maria with { Id = "hoteles/maria", OrganisationId = "hoteles" };

    [Fact]
    [Trait("Clause", "SNG-02")]
    public void A_reply_lands_on_its_ticket()
    {
        var ticket = TicketMaker.Of(KnownLines.Sangoma);
        var answers = Assert.IsType<MailRule.Answers>(MailRule.Decide(KnownLines.Sangoma, [Same, Maria], ticket, "It works.", []));
        Assert.Equal((ticket, Maria), (answers.Ticket, answers.By));
        var changes = Assert.IsType<AnswerRule.Accepted>(answers.Rule).Changes;
        Assert.Equal("It works.", Assert.IsType<TicketChange.Answered>(Assert.Single(changes)).Text);
    }

    [Fact]
    [Trait("Clause", "SNG-02")]
    public void A_mail_whose_subject_was_not_kept_is_answered_with_how_to_reach_support()
    {
        var refused = Assert.IsType<MailRule.Refused>(MailRule.Decide(KnownLines.Sangoma, [Maria], null, "It works.", []));
        Assert.Equal(["portal", "phone"], refused.Instead);
        Assert.Equal("SNG-02", refused.Source);
    }

    [Fact]
    public void Somebody_elses_folio_in_the_subject_lands_on_nothing() =>
        Assert.IsType<MailRule.Refused>(MailRule.Decide(KnownLines.Sangoma, [Same], TicketMaker.Of(KnownLines.Sangoma), "It works.", []));

    [Fact]
    public void A_stranger_changes_nothing() =>
        Assert.IsType<MailRule.Stranger>(MailRule.Decide(KnownLines.Ipaxes, [], TicketMaker.Of(KnownLines.Ipaxes), "It works.", []));

    [Fact]
    [Trait("Clause", "IPX-04")]
    public void Where_mail_opens_tickets_a_mail_without_a_folio_does() =>
        Assert.Equal("IPX-04", Assert.IsType<MailRule.Opens>(MailRule.Decide(KnownLines.Ipaxes, [Maria], null, "No mail since nine.", [])).Source);

    [Fact]
    [Trait("Clause", "XCL-07")]
    public void Where_mail_is_for_notification_only_it_answers_no_ticket()
    {
        var line = KnownLines.Xcally;
        var answers = Assert.IsType<MailRule.Answers>(MailRule.Decide(line, [Maria], TicketMaker.Of(line), "It works.", []));
        var wrong = Assert.IsType<AnswerRule.WrongChannel>(answers.Rule);
        Assert.Equal(["portal", "phone"], wrong.Instead);
        Assert.Equal("XCL-07", wrong.Source);
    }
}
