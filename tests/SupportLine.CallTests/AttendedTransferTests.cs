using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;
using SupportLine.Domain.Tickets;
using SupportLine.Telephony.Calls;

namespace SupportLine.CallTests;

/// <summary>An agent asks a colleague first, and then leaves the caller to them (RFC 5589 section 7).</summary>
public sealed class AttendedTransferTests
{
    private const string Secret = "correct horse";

    [Fact]
    public async Task The_caller_goes_on_with_the_colleague_whom_the_agent_has_spoken_with()
    {
        await using var anna = new Phone();
        await using var annasSecond = new Phone();
        await using var bela = new Phone();
        await using var site = await StartAsync(anna);
        await bela.RegistersAsync(site.Address, "bela", Secret);
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await anna.TakesAsync(caller);

        var dialling = annasSecond.DialsAsync(site.Address, "bela", "anna", Secret);
        await bela.AnswersAsync();
        Assert.Equal(200, await dialling);
        await annasSecond.SaysUntilAsync("announcement.notice", bela.HearsAsync("announcement.notice"));

        anna.Refers($"sip:bela@{site.Address}?Replaces={Uri.EscapeDataString(annasSecond.Replaces)}");
        Assert.Equal("SIP/2.0 200 OK", await anna.ToldOfTransferAsync());
        await anna.IsLeftAsync();
        await annasSecond.IsLeftAsync();
        await caller.SaysUntilAsync("announcement.maintenance", bela.HearsAsync("announcement.maintenance"));
        await bela.SaysUntilAsync("announcement.notice", caller.HearsAsync("announcement.notice"));
        await caller.HangsUpAsync();
        await bela.IsLeftAsync();

        await site.FoundAsync(async () => (await site.Service.Site.Calls.ListAsync(null, 10, default)).All(call => call.Ending is not null) ? site : null);
        var endings = (await site.Service.Site.Calls.ListAsync(null, 10, default)).Select(call => call.Ending);
        Assert.Equal([CallEnding.ConnectedToAgent, CallEnding.BetweenPhones], endings.Order());
        var history = await site.Service.Site.Tickets.HistoryAsync((await site.TicketAsync()).Folio, default);
        Assert.Equal(["phone:anna", "phone:bela"], history.Select(step => step.Change).OfType<TicketChange.Connected>().Select(connected => connected.To));
    }

    [Fact]
    public async Task Nobody_outside_is_reached_by_a_transfer_and_the_talk_goes_on()
    {
        await using var anna = new Phone();
        await using var site = await StartAsync(anna);
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await anna.TakesAsync(caller);

        anna.Refers("sip:+19005550100@198.51.100.7");
        Assert.Equal("SIP/2.0 480 Temporarily Unavailable", await anna.ToldOfTransferAsync());
        await caller.SaysUntilAsync("announcement.maintenance", anna.HearsAsync("announcement.maintenance"));
        await caller.HangsUpAsync();
        await anna.IsLeftAsync();
        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
    }

    [Fact]
    public async Task A_colleague_takes_over_what_an_agents_phone_has()
    {
        await using var anna = new Phone();
        await using var bela = new Phone();
        await using var site = await StartAsync(anna);
        await using var caller = await site.CallsIdentifiedAsync();
        await caller.AsksForPersonAsync();
        await anna.TakesAsync(caller);

        Assert.Equal(200, await bela.DialsAsync(site.Address, "anna", "bela", Secret, anna.Replaces));
        await anna.IsLeftAsync();
        await bela.SaysUntilAsync("announcement.maintenance", caller.HearsAsync("announcement.maintenance"));
        await caller.HangsUpAsync();
        await bela.IsLeftAsync();
        await site.QuietAsync();
        var history = await site.Service.Site.Tickets.HistoryAsync((await site.TicketAsync()).Folio, default);
        Assert.Equal(
            [("phone:anna", "system"), ("phone:bela", "agent:phone:bela")],
            history.Where(step => step.Change is TicketChange.Connected).Select(step => (((TicketChange.Connected)step.Change).To, step.Actor)));
    }

    /// <summary>Anna is the line's agent, Bela a colleague.</summary>
    private static async Task<TestSite> StartAsync(Phone anna)
    {
        var site = await TestSite.StartAsync(
            TestSite.Day, [], [], null, sip: sip => sip with { Phones = [new PhoneAccount("anna", Secret), new PhoneAccount("bela", Secret)] }, phones: ["anna"]);
        await anna.RegistersAsync(site.Address, "anna", Secret);
        return site;
    }
}
