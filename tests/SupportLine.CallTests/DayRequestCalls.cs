using SupportLine.CallTests.Hearing;
using SupportLine.CallTests.Phones;
using SupportLine.CallTests.Sites;
using SupportLine.Domain.Calls;

namespace SupportLine.CallTests;

/// <summary>New requests in support hours.</summary>
public abstract class DayRequestCalls : CallTest
{
    private protected DayRequestCalls(Func<Task<string?>> storage)
        : base(storage)
    {
    }

    [SkippableFact]
    [Trait("Clause", "IPX-01")]
    public async Task A_new_request_becomes_a_ticket_whose_folio_is_read_and_an_agent_takes_the_call()
    {
        await using var agent = new Phone();
        await using var site = await ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("1");
        await phone.DescribesAsync("describe.say", reviewed: true);
        await phone.HearsAsync("folio.is");
        await agent.AnswersAsync();
        await agent.HearsAsync("agent.whisper");
        var ticket = await site.TicketAsync();
        await agent.HearsFolioAsync(ticket.Folio);
        await agent.PressesUntilAsync("*6", phone.HearsAsync("folio.both"));
        await agent.HearsAsync("folio.both");
        await agent.HangsUpAsync();
        await phone.IsLeftAsync();

        Assert.Equal(CallEnding.ConnectedToAgent, (await site.EndedCallAsync()).Ending);
        Assert.Equal(("alta", "aceros", "estandar", "+528183459999"), (ticket.RequestType, ticket.OrganisationId, ticket.Severity, ticket.ContactNumber));
        Assert.True(new FileInfo(Path.Combine(site.Recordings, ticket.Recording!)).Length > 16000);
    }

    [SkippableFact]
    public async Task Nobody_answering_the_caller_hears_when_an_answer_is_due()
    {
        await using var agent = new Phone();
        await using var site = await ByDayAsync(agent);
        await using var phone = await site.CallsIdentifiedAsync();

        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type");
        await phone.PressesAsync("2");
        await phone.DescribesAsync("describe.say", reviewed: true);
        await phone.HearsAsync("folio.is");
        await agent.DeclinesAsync(486);
        await phone.HearsAsync("agent.nobody");
        await phone.HearsAsync("due.response");
        await phone.HangsUpAsync();

        Assert.Equal(CallEnding.NobodyAnswered, (await site.EndedCallAsync()).Ending);
        Assert.Equal(NodaTime.Duration.FromHours(4), (await site.TicketAsync()).DueAt - (await site.TicketAsync()).RaisedAt);
    }

    [SkippableFact]
    public async Task In_English_another_number_is_keyed_and_the_folio_read_again()
    {
        await using var agent = new Phone();
        await using var site = await ByDayAsync(agent);
        await using var phone = new Phone();
        Assert.Equal(200, await phone.DialAsync(site.Address, "5000", "+528183459999"));

        await phone.HearsAsync("language.press.2", "en");
        await phone.PressesAsync("2");
        await phone.HearsAsync("ipaxes.welcome", "en");
        await phone.PressesAsync(TestSite.Contract);
        await phone.HearsAsync("identify.pin", "en");
        await phone.PressesAsync(TestSite.Pin);
        await phone.HearsAsync("menu.main", "en");
        await phone.PressesAsync("1");
        await phone.HearsAsync("request.type", "en");
        await phone.PressesAsync("3");
        await phone.HearsAsync("contact.yours", "en");
        await phone.PressesAsync("2");
        await phone.HearsAsync("contact.enter", "en");
        await phone.PressesAsync("8112345678#");
        await phone.HearsAsync("contact.entered", "en");
        await phone.PressesAsync("1");
        await phone.HearsAsync("describe.say", "en");
        await phone.HearsBeepAsync();
        await phone.SpeaksAsync(TimeSpan.FromSeconds(2));
        await phone.PressesAsync("#");
        await phone.HearsAsync("describe.review", "en");
        await phone.PressesAsync("1");
        await phone.HearsAsync("folio.is", "en");
        var ticket = await site.TicketAsync();
        await phone.HearsFolioAsync(ticket.Folio, "en");
        await phone.HearsAsync("folio.repeat", "en");
        await phone.PressesAsync("1");
        await phone.HearsAsync("folio.is", "en");
        await phone.HearsFolioAsync(ticket.Folio, "en");
        await phone.HangsUpAsync();

        await site.EndedCallAsync();
        Assert.Equal(("cambio", "+528112345678", "en"), (ticket.RequestType, ticket.ContactNumber, ticket.Language));
    }
}

/// <inheritdoc/>
public sealed class DayRequestCallsTests() : DayRequestCalls(Stores.Sqlite);

/// <inheritdoc/>
public sealed class DayRequestCallsTestsOnPostgres() : DayRequestCalls(Stores.Postgres);
