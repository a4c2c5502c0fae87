using SupportLine.Domain.Mail;
using SupportLine.Domain.Tickets;
using SupportLine.Ivr;
using SupportLine.Tests.Ivr.Scripted;

namespace SupportLine.Tests.Ivr;

/// <summary>A caller who would like the folio in writing.</summary>
public sealed class FolioMailTests
{
    private const string Address = "maria@aceros.example";

    [Fact]
    public void Key_three_asks_for_it_and_the_call_goes_on()
    {
        var scene = Play("folio.repeat=3", Address);
        Assert.True(scene.Heard(Prompts.FolioAgainOrMail) >= 0);
        Assert.InRange(scene.Heard(Prompts.FolioMailed), 0, scene.Heard(Prompts.Connecting));
        var step = Assert.Single(scene.Site.Tickets.History(scene.Ticket.Folio), step => step.Change is TicketChange.FolioAsked);
        Assert.Equal(($"contact:{scene.Ticket.ContactId}", "call-1"), (step.Actor, step.CallId));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Address, true)]
    public void It_is_not_offered_without_an_address_nor_where_every_new_ticket_is_mailed(string? address, bool mailsNewTickets)
    {
        var scene = Play("folio.repeat=2", address, mailsNewTickets);
        Assert.Equal(-1, scene.Heard(Prompts.FolioAgainOrMail));
        Assert.True(scene.Heard(Prompts.FolioAgain) >= 0);
    }

    private static Scene Play(string answer, string? address, bool mailsNewTickets = false) => Scene.Play(
        HelpdeskSite.Day,
        new Script().With("caller", [.. Scene.Maria, "menu.main=0", answer]).With("helpdesk", "dial=answer", "bridge=helper"),
        change: line => mailsNewTickets ? line with { Mails = [new MailTerms(MailOccasion.Creation, [MailReader.Requester], Link: false, "operator")] } : line,
        before: site =>
        {
            var contacts = site.Directory.Contacts;
            var maria = contacts.FindIndex(contact => contact.Phone == HelpdeskSite.Maria);
            contacts[maria] = contacts[maria] with { Email = address };
        });
}
