using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>What callers of the line of <c>lines/ipaxes.yaml</c> are told before a ticket is raised.</summary>
public sealed class IpaxesToldCallTests
{
    private const string Line = "ipaxes";

    private static readonly (string, string)[] Identified = [("language.press.2", "2"), ("identify.pin", TermsSite.Pin)];

    [Fact]
    [Trait("Clause", "IPX-14")]
    public async Task What_is_out_of_scope_is_said_before_the_ticket_is_raised()
    {
        await using var site = await TermsSite.StartAsync(Line, TestSite.Night, contracts: TermsSite.Contract(Line, "pbx"));
        await using var phone = await site.CallsAsync("5000");
        await phone.GoesAsync("en", [.. Identified, ("menu.main", "1"), ("request.type", "1")]);
        await phone.HearsAllAsync("en", "ipaxes.notice.cabling", "contact.yours");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
    }

    [Fact]
    [Trait("Clause", "IPX-17")]
    [Trait("Clause", "IPX-19")]
    public async Task Adding_a_mailbox_has_a_form_whose_address_is_sent_and_the_service_decides_the_department()
    {
        await using var agent = new Phone();
        await using var site = await TermsSite.StartAsync(Line, TestSite.Day, agent, contracts: TermsSite.Contract(Line, "mail"));
        await using var phone = await site.CallsAsync("5000");
        await phone.GoesAsync("en", [.. Identified, ("menu.main", "1"), ("request.type", "1"), ("ipaxes.notice.form", "")]);
        await phone.SaysItAsync("en");
        await phone.GoesAsync("en", ("folio.is", ""), ("folio.repeat", "2"));
        await phone.HearsAllAsync("en", "ipaxes.department.mail-and-hosting", "agent.connecting");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Contains(new TicketChange.Told("form-mail", "http://ipaxes.mx/corp"), await site.ChangesAsync(await site.TicketAsync()));
    }

    [Fact]
    [Trait("Clause", "IPX-15")]
    public async Task A_known_failure_is_told_with_its_address_sent_before_anything_is_asked()
    {
        await using var site = await TermsSite.StartAsync(Line, TestSite.Night, contracts: TermsSite.Contract(Line, "pbx"));
        await site.Service.Site.Announcements.AddAsync(
            new Announcement("a1", Line, AnnouncementKind.Failure, new Dictionary<string, string>(), null, site.Service.Site.Clock.Now, null) { Page = "google" }, default);
        await using var phone = await site.CallsAsync("5000");
        await phone.GoesAsync("en", ("language.press.2", "2"), ("announcement.notice", ""), ("announcement.failure", ""), ("notice.sent", ""), ("identify.pin", TermsSite.Pin));
        await phone.GoesAsync("en", ("menu.main", "1"), ("request.type", "2"), ("contact.yours", ""));
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Contains(new TicketChange.Told("google", "https://www.google.com/appsstatus/dashboard/"), await site.ChangesAsync(await site.TicketAsync()));
    }
}
