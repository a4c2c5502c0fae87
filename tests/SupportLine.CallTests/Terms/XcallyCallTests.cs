using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests.Terms;

/// <summary>Calls to the line of <c>lines/xcally.yaml</c>.</summary>
public sealed class XcallyCallTests
{
    [Fact]
    [Trait("Clause", "XCL-01")]
    [Trait("Clause", "XCL-03")]
    [Trait("Clause", "XCL-09")]
    public async Task A_registered_caller_chooses_the_software_and_agrees_to_access()
    {
        await using var site = await TermsSite.StartAsync("xcally", TermsSite.Night);
        await using var phone = await site.CallsAsync("5300");
        await phone.GoesAsync("en", ("identify.pin", TermsSite.Pin), ("menu.main", "1"));
        await phone.HearsAllAsync("en", "request.product", "xcally.product.xcally", "xcally.product.xplany", "xcally.product.witiop", "xcally.product.vidaoo");
        await phone.PressesAsync("1");
        await phone.GoesAsync("en", ("request.type", "1"), ("request.severity", "3"), ("consent.yes-no", "1"), ("consent.given", ""));
        await phone.SaysItAsync("en");
        await phone.HearsAsync("folio.is", "en");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        var ticket = await site.TicketAsync();
        Assert.Equal(("xcally", true), (ticket.Product, ticket.CallerVerified));
        var answered = (await site.Service.Site.Tickets.HistoryAsync(ticket.Folio, default)).Single(step => step.Change is TicketChange.ConsentAnswered);
        Assert.Equal(new TicketChange.ConsentAnswered(true, "phone"), answered.Change);
        Assert.Equal("contact:acme/ann", answered.Actor);
        Assert.Equal(ticket.CallId, answered.CallId);
    }

    [Fact]
    [Trait("Clause", "XCL-04")]
    public async Task The_highest_priority_is_taken_by_its_definition_and_stands_once_confirmed()
    {
        await using var site = await TermsSite.StartAsync("xcally", TermsSite.DayInRome);
        await using var phone = await site.CallsAsync("5300");
        await phone.GoesAsync(
            "en",
            ("identify.pin", TermsSite.Pin),
            ("menu.main", "1"),
            ("request.product", "3"),
            ("xcally.severity.highest", "1"),
            ("xcally.severity.highest.confirm", "1"),
            ("contact.yours", ""));
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        Assert.Equal("highest", (await site.TicketAsync()).Severity);
    }

    [Theory]
    [InlineData("escalated")]
    [InlineData("under-investigation")]
    [Trait("Clause", "XCL-05")]
    [Trait("Clause", "XCL-08")]
    public async Task A_colleague_hears_the_status_of_the_organisations_ticket(string status)
    {
        await using var site = await TermsSite.StartAsync("xcally", TermsSite.Night);
        var folio = await site.RaisedAsync("xcally", status);
        await using var phone = await site.CallsAsync("5300");
        await phone.GoesAsync("en", ("identify.pin", TermsSite.Pin), ("menu.main", "2"), ("lookup.enter", $"{folio.Digits}#"));
        await phone.HearsAllAsync("en", "folio.both", "lookup.status", $"status.{status}");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
        Assert.Equal("acme/bob", (await site.FoundAsync(folio)).ContactId);
    }

    [Fact]
    [Trait("Clause", "XCL-05")]
    public async Task Another_organisations_ticket_is_not_there()
    {
        await using var site = await TermsSite.StartAsync("xcally", TermsSite.Night);
        var folio = await site.RaisedAsync("xcally", "escalated");
        await site.Service.Site.Directory.ImportAsync(Strangers(), default);
        await using var phone = await site.CallsAsync("5300", "+12125550199");
        await phone.GoesAsync("en", ("identify.pin", "7315"), ("menu.main", "2"), ("lookup.enter", $"{folio.Digits}#"));
        await phone.HearsAsync("lookup.not-found", "en");
        await phone.HangsUpAsync();
        await site.EndedCallAsync();
    }

    private static Domain.Contracts.DirectoryImport Strangers() => new(
        [new Domain.Contracts.Organisation("globex", "Globex") { Number = "700200" }],
        [new Domain.Contracts.Contact("globex/eve", "globex", "Eve", "+12125550199", null, null, false)],
        new Dictionary<string, string> { ["globex/eve"] = Domain.Contracts.PinHash.Create("7315") },
        [],
        [],
        []);
}
