using NodaTime;
using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Announcements;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Domain.Visits;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/ipaxes.yaml</c>, in English: who may ask for what.</summary>
public sealed class IpaxesCallTests
{
    private const string Line = "ipaxes";
    private const string Day = TestSite.Day;
    private const string Night = TestSite.Night;

    private static readonly (string, string)[] Identified = [("language.press.2", "2"), ("identify.pin", TermsSite.Pin)];

    [Fact]
    [Trait("Clause", "IPX-05")]
    [Trait("Clause", "IPX-06")]
    [Trait("Clause", "IPX-07")]
    [Trait("Clause", "IPX-08")]
    public async Task A_fault_claimed_as_an_emergency_is_asked_for_all_its_data_and_starts_as_standard()
    {
        await using var site = await TermsSite.StartAsync(Line, Day, contracts: TermsSite.Contract(Line, "pbx"));
        await using var phone = await site.CallsAsync("5000");
        await phone.GoesAsync("en", [.. Identified, ("menu.main", "1")]);
        await phone.HearsAllAsync("en", "request.type", "ipaxes.request.alta", "ipaxes.request.baja", "ipaxes.request.cambio", "ipaxes.request.falla");
        await phone.PressesAsync("4");
        await phone.HearsAllAsync("en", "ipaxes.severity.emergencia", "ipaxes.severity.urgente", "ipaxes.severity.estandar");
        await phone.PressesAsync("1");
        await phone.GoesAsync("en", ("ipaxes.severity.emergencia.confirm", "1"), ("contact.yours", "1"));
        await phone.HearsAllAsync("en", "describe.say", "datum.devices", "datum.description", "datum.recent-changes", "datum.reproduction");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        await phone.GoesAsync("en", ("folio.is", ""), ("folio.repeat", "2"));
        await phone.HearsAllAsync("en", "due.response", "request.severity.stands");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        var ticket = await site.TicketAsync();
        Assert.Equal(("falla", "emergencia", true, "estandar"), (ticket.RequestType, ticket.Claimed, ticket.Confirmed, ticket.Severity));
        Assert.Equal(Duration.FromHours(4), ticket.DueAt - ticket.RaisedAt);
        Assert.NotEmpty(ticket.Missing);
    }

    [Fact]
    [Trait("Clause", "IPX-11")]
    public async Task A_contact_whom_the_customer_has_not_authorised_raises_no_request_and_may_leave_a_message()
    {
        await using var site = await TermsSite.StartAsync(Line, Night, contracts: TermsSite.Contract(Line, "pbx"));
        await using var phone = await site.CallsAsync("5000", "+12125550102");
        await phone.GoesAsync("en", ("language.press.2", "2"), ("identify.contract", "800100"), ("identify.pin", "5937"));
        await phone.HearsAllAsync("en", "identify.not-authorised", "unknown.menu");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        Assert.Empty(await site.Service.Site.Tickets.ListAsync(new TicketFilter(), default));
    }

    [Fact]
    [Trait("Clause", "IPX-13")]
    [Trait("Clause", "IPX-03")]
    public async Task A_booked_visit_lets_its_caller_through_to_the_technician()
    {
        await using var engineer = new Phone();
        await using var site = await TermsSite.StartAsync(Line, Night, engineer: engineer, contracts: TermsSite.Contract(Line, "pbx"));
        var now = site.Service.Site.Clock.Now;
        var visit = new Visit("v1", Line, "acme", "diego", now, now + Duration.FromHours(2), null, "moving the servers", "agent:ana", false);
        Assert.IsType<VisitRule.Booked>(await site.Service.Site.Visits.BookAsync(visit, _ => new VisitRule.Booked(visit, OutOfHours: true), default));
        await using var phone = await site.CallsAsync("5000");
        await phone.GoesAsync("en", [.. Identified, ("visit.menu", "1")]);
        await engineer.AcceptsAsync("engineer.visit");
        await phone.HearsAsync("escalate.accepted", "en");
        await engineer.PressesUntilAsync("*6", phone.HearsAsync("folio.both", "en"));
        await phone.HangsUpAsync();
        await engineer.IsLeftAsync(after: phone);
        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
    }
}
