using SupportLine.Domain.Contracts;
using SupportLine.Domain.Lines;
using SupportLine.Domain.Mail;
using SupportLine.Domain.Outbox;
using SupportLine.Domain.Tickets;
using SupportLine.Tests.Domain.Tickets;

namespace SupportLine.Tests.Domain.Outbox;

public sealed class NotifierTests
{
    private static readonly Contact Maria = new("aceros/maria", "aceros", "Maria", null, "maria@aceros.example", "en", true);

    private static readonly Contact John = Maria with { Id = "aceros/john", Name = "John", Email = "john@aceros.example", Language = "fr" };

    private static readonly TicketChange.Raised Raised = new("standard", "new");

    [Fact]
    [Trait("Clause", "XIV-06")]
    public void A_new_ticket_is_one_mail_to_each_reader_and_one_to_the_helpdesk_whatever_was_raised_with_it()
    {
        var line = KnownLines.Xivo with { HelpdeskMail = new HelpdeskMail("helpdesk@example.com", "operator") };
        var told = Decide(line, Raised, new TicketChange.Referred("64000013"), new TicketChange.Noted("A note with it."));
        Assert.Equal(
            [("maria@aceros.example", "en"), ("john@aceros.example", "fr")],
            told.OfType<Notification.ReaderMail>().Select(mail => (mail.Address, mail.Language)));
        Assert.All(told.OfType<Notification.ReaderMail>(), mail => Assert.Equal((MailOccasion.Creation, 1), (mail.Occasion, Assert.Single(mail.Seqs))));
        Assert.Equal("helpdesk@example.com", Assert.Single(told.OfType<Notification.HelpdeskMail>()).Address);
        Assert.Equal(3, told.Count);
    }

    [Fact]
    public void What_is_added_at_once_is_one_mail_to_each_reader()
    {
        var told = Decide(KnownLines.Xivo, new TicketChange.Noted("We look at it."), new TicketChange.Assigned("anna"), new TicketChange.StatusSet("new", "in-progress"));
        Assert.Equal(2, told.Count);
        Assert.All(told.OfType<Notification.ReaderMail>(), mail => Assert.Equal([1, 3], mail.Seqs));
    }

    [Fact]
    [Trait("Clause", "IPX-15")]
    [Trait("Clause", "IPX-17")]
    public void Addresses_that_a_caller_was_told_of_go_to_the_requester_alone_although_the_line_mails_nothing_else()
    {
        var told = Decide(
            KnownLines.Ipaxes,
            Raised,
            new TicketChange.Told("google", "https://www.google.com/appsstatus/dashboard/"),
            new TicketChange.Told("form-mail", "http://ipaxes.mx/corp"),
            new TicketChange.Told("cabling", null));
        var mail = Assert.IsType<Notification.ReaderMail>(Assert.Single(told));
        Assert.Equal(("aceros/maria", MailOccasion.Addresses), (mail.ContactId, mail.Occasion));
        Assert.Equal([2, 3], mail.Seqs);
    }

    [Fact]
    public void A_folio_that_the_caller_asked_for_goes_to_the_requester_alone()
    {
        var mail = Assert.IsType<Notification.ReaderMail>(Assert.Single(Decide(KnownLines.Ipaxes, new TicketChange.FolioAsked())));
        Assert.Equal(("aceros/maria", MailOccasion.Folio, "maria@aceros.example"), (mail.ContactId, mail.Occasion, mail.Address));
    }

    [Fact]
    public void Without_a_mail_server_nothing_is_written_for_one() =>
        Assert.Empty(new Notifier(Book(KnownLines.Xivo), mails: false, null, []).Decide(TicketMaker.Of(KnownLines.Xivo), Steps(Raised), [Maria, John], [John.Id]));

    [Fact]
    public void A_webhook_hears_of_what_it_asked_for_and_of_nothing_that_was_said()
    {
        HookTerms[] hooks = [new("https://a.example/", []), new("https://b.example/", [HookBody.TicketRaised])];
        var told = new Notifier(Book(KnownLines.Ipaxes), mails: false, null, hooks)
            .Decide(TicketMaker.Of(KnownLines.Ipaxes), Steps(Raised, new TicketChange.Noted("root password: hunter2"), new TicketChange.SecretSet("root")), [], []);
        var calls = told.Cast<Notification.WebhookCall>().ToList();
        Assert.Equal(["https://a.example/", "https://b.example/", "https://a.example/", "https://a.example/"], calls.Select(call => call.Url));
        Assert.StartsWith("""{"type":"ticket.raised","timestamp":"2026-03-10T15:15:00Z","data":{"folio":"52000011",""", calls[0].Body.Replace(KnownFolio, "52000011", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"change\":\"noted\"", calls[2].Body, StringComparison.Ordinal);
        Assert.DoesNotContain(calls, call => call.Body.Contains("hunter2", StringComparison.Ordinal));
        Assert.Equal(4, calls.Select(call => call.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("operator@example.com", "operator@example.com")]
    [InlineData(null, "helpdesk@example.com")]
    public void Whoever_runs_the_line_is_told_that_nobody_accepted(string? operators, string address)
    {
        var line = KnownLines.Ipaxes with { HelpdeskMail = new HelpdeskMail("helpdesk@example.com", "operator") };
        var alarm = Assert.IsType<Notification.AlarmMail>(Assert.Single(Exhausted(line, operators, [])));
        Assert.Equal((TicketMaker.Of(line).Folio.Digits, 2, address, "es-MX"), (alarm.Folio, alarm.Seq, alarm.Address, alarm.Language));
    }

    [Fact]
    public void Programs_are_told_that_nobody_accepted_and_nobody_is_mailed_who_is_not_known()
    {
        var call = Assert.IsType<Notification.WebhookCall>(Assert.Single(Exhausted(KnownLines.Ipaxes, null, [new("https://a.example/", [HookBody.EscalationExhausted])])));
        Assert.StartsWith("""{"type":"escalation.exhausted",""", call.Body, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Notification> Exhausted(Line line, string? operators, HookTerms[] hooks) =>
        new Notifier(Book(line), mails: true, operators, hooks).Decide(
            TicketMaker.Of(line),
            Steps(new TicketChange.EscalationMoved("accepted", "lucia"), new TicketChange.EscalationMoved("exhausted", null)),
            [Maria],
            [Maria.Id]);

    private static string KnownFolio => TicketMaker.Of(KnownLines.Ipaxes).Folio.Digits;

    /// <summary>Maria raised it, and both follow it.</summary>
    private static IReadOnlyList<Notification> Decide(Line line, params TicketChange[] changes) =>
        new Notifier(Book(line), mails: true, null, []).Decide(TicketMaker.Of(line), Steps(changes), [Maria, John], [Maria.Id, John.Id]);

    private static LineBook Book(Line line) => LineBook.Of([(line.Id, line)]).Book!;

    private static List<TicketEvent> Steps(params TicketChange[] changes) =>
        [.. changes.Select((change, i) => new TicketEvent(TicketMaker.Of(KnownLines.Xivo).Folio, i + 1, Moment.At("2026-03-10T09:15:00-06"), "agent:anna", change, null))];
}
