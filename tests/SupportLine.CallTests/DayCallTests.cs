using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;

namespace SupportLine.CallTests;

/// <summary>Calls in support hours.</summary>
public sealed class DayCallTests
{
    [Fact]
    [Trait("Clause", "IPX-01")]
    public async Task A_new_request_becomes_a_ticket_whose_folio_is_read_and_an_agent_takes_the_call()
    {
        await using var agent = new Phone();
        await using var site = await TestSite.ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.change", reviewed: true);
        await phone.HearsAsync("folio.is");
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        var ticket = await site.TicketAsync();
        await agent.HearsFolioAsync(ticket.Folio);
        await agent.PressesUntilAsync("*6", phone.HearsAsync("folio.both"));
        await agent.HearsAsync("folio.both");
        await agent.HangsUpAsync();
        await phone.HungUp.WaitAsync(Phone.Patience);

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        Assert.Equal(("alta", "aceros", "estandar", "+528183459999"), (ticket.RequestType, ticket.OrganisationId, ticket.Severity, ticket.ContactNumber));
        Assert.True(new FileInfo(Path.Combine(site.Recordings, ticket.Recording!)).Length > 16000);
    }

    [Fact]
    public async Task Nobody_answering_the_caller_hears_when_an_answer_is_due()
    {
        await using var agent = new Phone();
        await using var site = await TestSite.ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("2");
        await phone.DescribesAsync("describe.change", reviewed: true);
        await phone.HearsAsync("folio.is");
        await agent.DeclinesAsync(486);
        await phone.HearsAsync("agent.nobody");
        await phone.HearsAsync("due.response");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.NobodyAnswered, (await site.EndedCallAsync()).Ending);
        Assert.Equal(NodaTime.Duration.FromHours(4), (await site.TicketAsync()).DueAt - (await site.TicketAsync()).RaisedAt);
    }

    [Fact]
    public async Task Three_wrong_pins_lead_to_a_person()
    {
        await using var agent = new Phone();
        await using var site = await TestSite.ByDayAsync(agent);
        await using var phone = await site.CallsAsync();

        await phone.HearsAsync("ipaxes.welcome");
        await phone.PressesAsync(TestSite.Contract);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await phone.HearsAsync("identify.pin");
            await phone.PressesAsync("0000");
            await phone.HearsAsync("identify.pin.wrong");
        }

        await agent.RingsAsync();
        await phone.HangsUpAsync();

        Assert.False((await site.TicketAsync()).CallerVerified);
        Assert.NotNull((await site.EndedCallAsync()).Ending);
    }

    [Fact]
    public async Task A_known_number_with_its_pin_needs_no_contract_number()
    {
        await using var site = await TestSite.ByDayAsync(new Phone());
        await using var phone = await site.CallsAsync(TestSite.KnownCaller);

        await phone.HearsAsync("identify.known-number");
        await phone.PressesAsync(TestSite.Pin, lossy: true);
        await phone.HearsAsync("menu.main");
        await phone.PressesAsync("9");
        await phone.HearsAsync("common.goodbye");
        await phone.HungUp.WaitAsync(Phone.Patience);

        Assert.Equal(CallEnding.EndedByCaller, (await site.EndedCallAsync()).Ending);
    }

    [Fact]
    public async Task Nonsense_and_silence_are_told_and_asked_again()
    {
        await using var agent = new Phone();
        await using var site = await TestSite.ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("7");
        await phone.HearsAsync("common.not-understood");
        await phone.HearsAsync("menu.main");
        await agent.RingsAsync();
        await phone.HangsUpAsync();

        Assert.True((await site.TicketAsync()).CallerVerified);
    }

    [Fact]
    public async Task A_folio_mistyped_is_caught_and_one_that_exists_tells_its_status()
    {
        await using var site = await TestSite.ByDayAsync(new Phone());
        var folio = await RaiseAsync(site, "aceros");
        var foreign = await RaiseAsync(site, "another");
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("2");
        await phone.HearsAsync("lookup.enter");
        await phone.PressesAsync("52000010#");
        await phone.HearsAsync("lookup.mistyped");
        await phone.PressesAsync(foreign.Digits + "#");
        await phone.HearsAsync("lookup.not-found");
        await phone.PressesAsync(folio.Digits + "#");
        await phone.HearsAsync("lookup.status");
        await phone.HearsAsync("status.new");
        await phone.PressesAsync("1");
        await phone.HearsAsync("note.record");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(1.5));
        await phone.PressesAsync("#");
        await phone.HearsAsync("note.saved");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.FolioServed, (await site.EndedCallAsync()).Ending);
        Assert.IsType<TicketChange.VoiceNoted>((await site.Service.Site.Tickets.HistoryAsync(folio, default))[^1].Change);
    }

    [Fact]
    public async Task A_caller_who_cancels_before_the_answer_leaves_a_record_or_none_but_nothing_hanging()
    {
        await using var site = await TestSite.ByDayAsync();
        await using var phone = new Phone();

        phone.Invite(site.Address, "5000", "+528183459999");
        phone.Cancel();
        await phone.FinalAsync();
        await phone.HangsUpAsync();

        Assert.Contains((await site.EndedCallAsync()).Ending, new CallEnding?[] { CallEnding.CancelledBeforeAnswer, CallEnding.HungUpBeforeRequest });
    }

    [Fact]
    public async Task An_unknown_number_is_not_found()
    {
        await using var site = await TestSite.ByDayAsync();
        await using var phone = new Phone();

        Assert.Equal(404, await phone.DialAsync(site.Address, "4711"));
    }

    private static async Task<Folio> RaiseAsync(TestSite site, string organisation) => (await site.Service.Site.Tickets.RaiseAsync(
        new NewTicket
        {
            LineId = "ipaxes",
            FolioPrefix = "52",
            OrganisationId = organisation,
            Severity = "estandar",
            Status = "new",
            Language = "es-MX",
            RaisedAt = site.Service.Site.Clock.Now,
            Actor = "caller",
        },
        default)).Ticket.Folio;
}
