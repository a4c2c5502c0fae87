using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/wildix.yaml</c>.</summary>
public sealed class WildixCallTests
{
    [Fact]
    [Trait("Clause", "WLD-03")]
    [Trait("Clause", "WLD-05")]
    public async Task At_night_a_critical_issue_rings_the_engineer_with_what_was_keyed_and_spoken()
    {
        await using var engineer = new Phone();
        await using var site = await TermsSite.StartAsync("wildix", TermsSite.Night, engineer: engineer);
        await using var phone = await site.CallsAsync("5110");
        await phone.HearsAllAsync("en", "wildix.welcome", "closed.message");
        await phone.GoesAsync(
            "en",
            ("identify.pin", TermsSite.Pin),
            ("menu.main", "1"),
            ("request.type", "1"),
            ("wildix.severity.critical", "1"),
            ("wildix.severity.critical.confirm", "1"),
            ("keyed.product", "98765#"));
        await phone.GoesAsync("en", ("contact.yours", "1"));
        await phone.HearsAllAsync("en", "describe.say", "datum.subject", "datum.message");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        await engineer.AcceptsAsync();
        await phone.HearsAsync("escalate.accepted", "en");
        await engineer.PressesUntilAsync("*6", phone.HearsAsync("folio.both", "en"));
        await phone.HangsUpAsync();
        await engineer.IsLeftAsync(after: phone);

        Assert.Equal(CallEnding.ConnectedToEngineer, (await site.EndedCallAsync()).Ending);
        var ticket = await site.TicketAsync();
        Assert.Equal(("technical", "98765"), (ticket.RequestType, ticket.Given["product"]));
        Assert.Contains("software-version", ticket.Missing);
    }

    [Fact]
    [Trait("Clause", "WLD-03")]
    public async Task At_night_anything_else_waits_as_a_ticket()
    {
        await using var engineer = new Phone();
        await using var site = await TermsSite.StartAsync("wildix", TermsSite.Night, engineer: engineer);
        await using var phone = await site.CallsAsync("5110");
        await phone.GoesAsync("en", ("identify.pin", TermsSite.Pin), ("menu.main", "1"), ("request.type", "1"), ("wildix.severity.standard", "2"), ("keyed.product", "98765#"));
        await phone.SaysItAsync("en");
        await phone.GoesAsync("en", ("folio.is", ""), ("folio.repeat", "2"));
        await phone.HearsAllAsync("en", "closed.why", "closed.opens");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.TicketRaised, (await site.EndedCallAsync()).Ending);
        Assert.False(engineer.IsInvited);
    }

    [Fact]
    [Trait("Clause", "WLD-08")]
    public async Task Each_regions_number_has_the_hours_of_its_region()
    {
        await using var site = await TermsSite.StartAsync("wildix", TermsSite.DayInRome);
        await using var american = await site.CallsAsync("5110");
        await american.HearsAllAsync("en", "wildix.welcome", "closed.message", "identify.pin");
        await american.HangsUpAsync();
        await site.EndedCallAsync();
        Assert.Contains("We are outside support hours.", await site.StoryAsync(), StringComparison.Ordinal);

        await using var open = await TermsSite.StartAsync("wildix", TermsSite.DayInRome);
        await using var european = await open.CallsAsync("5120");
        await european.HearsAllAsync("en", "wildix.welcome", "identify.known-number", "identify.pin");
        await european.HangsUpAsync();
        await open.EndedCallAsync();
        Assert.DoesNotContain("We are outside support hours.", await open.StoryAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "WLD-07")]
    public async Task A_closed_ticket_is_never_reopened_and_a_new_one_refers_to_it()
    {
        await using var site = await TermsSite.StartAsync("wildix", TermsSite.Night);
        var closed = await site.RaisedAsync("wildix", "closed");
        await using var phone = await site.CallsAsync("5110");
        await phone.GoesAsync("en", ("identify.pin", TermsSite.Pin), ("menu.main", "2"), ("lookup.enter", $"{closed.Digits}#"));
        await phone.HearsAllAsync("en", "lookup.status", "status.closed", "reply.never");
        await phone.GoesAsync("en", ("lookup.new", "1"), ("request.type", "2"), ("keyed.product", "12345#"));
        await phone.SaysItAsync("en");
        await phone.HearsAsync("folio.is", "en");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Equal("closed", (await site.FoundAsync(closed)).Status);
        Assert.Contains(new TicketChange.Referred(closed.Digits), await site.ChangesAsync(await site.NewestAsync()));
    }
}
